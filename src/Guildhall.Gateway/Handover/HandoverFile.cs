using System.Security.Cryptography;

namespace Guildhall.Gateway.Handover;

/// <summary>
/// The file between two runs: for its owner alone, whole or not there (written beside and renamed), with a hash behind it, and
/// read once: taking it deletes it first, so that no session can be begun from it twice.
/// </summary>
internal sealed class HandoverFile(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const int BufferBytes = 1 << 20;
    private readonly string _path = Path.Combine(folder, "sessions");

    private string Unfinished => _path + ".part";

    /// <summary>Writes all of it beside its place; <see cref="Publish"/> puts it there.</summary>
    /// <returns>The sessions that were written.</returns>
    public int Write(HandoverContent content)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnersFolder);
        File.Delete(Unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(Unfinished, options);
        using var hash = SHA256.Create();
        int written;
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var buffered = new BufferedStream(hashed, BufferBytes))
        using (var writer = new HandoverWriter(buffered))
        {
            written = writer.Write(content);
        }

        file.Write(hash.Hash!);
        file.Flush(flushToDisk: true);
        return written;
    }

    public void Publish() => File.Move(Unfinished, _path, overwrite: true);

    /// <summary>Removes everything: nothing of it is true any more.</summary>
    public void Discard()
    {
        if (!Directory.Exists(folder)) return;
        File.Delete(Unfinished);
        File.Delete(_path);
    }

    /// <summary>The same where failing to must not hide another failure.</summary>
    public void TryDiscard()
    {
        try
        {
            Discard();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is too old for the next start before long, and of no use to anybody but its owner.
        }
    }

    /// <summary>Takes what the run before has left; null when there is nothing.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of another version.</exception>
    /// <exception cref="EndOfStreamException">It ends too soon.</exception>
    public HandoverContent? Take()
    {
        if (!File.Exists(_path)) return null;
        var length = new FileInfo(_path).Length;
        var bytes = length <= HandoverLimits.FileBytes * 2 ? File.ReadAllBytes(_path) : [];
        Discard();
        var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
        if (content.IsEmpty || !SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
            throw new InvalidDataException("the hash does not fit");
        using var reader = new HandoverReader(new MemoryStream(bytes, 0, content.Length, writable: false));
        return reader.Read();
    }
}
