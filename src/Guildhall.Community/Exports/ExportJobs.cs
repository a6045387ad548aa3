using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Guildhall.Protocol;

namespace Guildhall.Community.Exports;

/// <summary>
/// The exports that were asked for, each with a file of its own in one folder, so that they outlive a restart. One is made at a time; the
/// archives are deleted after two days.
/// </summary>
public sealed class ExportJobs
{
    /// <summary>Exports that may wait; further askers are told to come back.</summary>
    public const int MostWaiting = 64;

    /// <summary>How long a finished export is kept, and no other of the same is made.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    private readonly string _folder;
    private readonly SnowflakeGenerator _ids;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<ulong, ExportJob> _jobs = new();
    private readonly ConcurrentDictionary<string, ulong> _bySubject = new(StringComparer.Ordinal);
    private readonly Channel<ulong> _waiting = Channel.CreateBounded<ulong>(MostWaiting);

    /// <param name="folder">Made when it is missing. What an earlier process had not finished is begun anew.</param>
    /// <param name="ids">Numbers the exports.</param>
    /// <param name="time">The clock.</param>
    public ExportJobs(string folder, SnowflakeGenerator ids, TimeProvider time)
    {
        (_folder, _ids, _time) = (folder, ids, time);
        if (!Directory.Exists(folder)) return;
        foreach (var partial in Directory.GetFiles(folder, "*.partial")) File.Delete(partial);
        foreach (var file in Directory.GetFiles(folder, "*.json"))
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(file), ExportJson.Default.ExportJob) is not { } job) continue;
            _jobs[job.Id.Value] = job;
            _bySubject[job.Subject] = job.Id.Value;
            if (!job.IsFinished) _waiting.Writer.TryWrite(job.Id.Value);
        }
    }

    /// <summary>Exports that wait.</summary>
    public int CountWaiting => _waiting.Reader.Count;

    internal ChannelReader<ulong> Waiting => _waiting.Reader;

    /// <summary>The export of a subject, if there is one.</summary>
    public ExportJob? Of(string subject) => _bySubject.TryGetValue(subject, out var id) ? _jobs.GetValueOrDefault(id) : null;

    /// <summary>One export by its number.</summary>
    public ExportJob? Find(ulong id) => _jobs.GetValueOrDefault(id);

    /// <summary>The path of a finished archive; null while there is none.</summary>
    public string? Archive(ulong id) => Find(id) is { State: ExportState.Done } && File.Exists(ArchiveOf(id)) ? ArchiveOf(id) : null;

    /// <summary>Asks for an export. While one of the same is waiting, being made, or kept, that one is the answer; failed ones are made anew.</summary>
    public Result<ExportJob> Ask(UserId requester, GuildId? guild)
    {
        var asked = new ExportJob { Id = _ids.Next(), Requester = requester, Guild = guild, CreatedAt = _time.GetUtcNow() };
        if (Of(asked.Subject) is { } known)
        {
            // A guild that has changed hands: the new owner's export is another one.
            if (known.State != ExportState.Failed && known.Requester == requester) return known;
            if (!known.IsFinished) return new Failure.Overloaded();
            Drop(known);
        }

        if (!_bySubject.TryAdd(asked.Subject, asked.Id.Value)) return new Failure.Overloaded();
        Save(asked);
        if (_waiting.Writer.TryWrite(asked.Id.Value)) return asked;
        Drop(asked);
        return new Failure.Overloaded();
    }

    /// <summary>Deletes the exports that somebody asked for, or of a guild.</summary>
    public void DropAll(Func<ExportJob, bool> which)
    {
        foreach (var job in _jobs.Values.Where(which)) Drop(job);
    }

    /// <summary>Deletes what has been kept for long enough.</summary>
    internal void DropOld() => DropAll(job => job.CompletedAt is { } at && _time.GetUtcNow() - at > KeptFor);

    /// <summary>Replaces what is remembered of an export; false when it was dropped meanwhile.</summary>
    internal bool Update(ExportJob job)
    {
        if (!_jobs.ContainsKey(job.Id.Value)) return false;
        Save(job);
        return true;
    }

    internal string PartialOf(ulong id) => ArchiveOf(id) + ".partial";

    internal string ArchiveOf(ulong id) => Path.Combine(_folder, id.ToString(CultureInfo.InvariantCulture) + ".zip");

    private void Save(ExportJob job)
    {
        Directory.CreateDirectory(_folder);
        _jobs[job.Id.Value] = job;
        var path = RecordOf(job.Id.Value);
        File.WriteAllBytes(path + ".partial", JsonSerializer.SerializeToUtf8Bytes(job, ExportJson.Default.ExportJob));
        File.Move(path + ".partial", path, overwrite: true);
    }

    private void Drop(ExportJob job)
    {
        _jobs.TryRemove(job.Id.Value, out _);
        _bySubject.TryRemove(KeyValuePair.Create(job.Subject, job.Id.Value));
        foreach (var path in (string[])[RecordOf(job.Id.Value), ArchiveOf(job.Id.Value)]) File.Delete(path);
    }

    private string RecordOf(ulong id) => Path.Combine(_folder, id.ToString(CultureInfo.InvariantCulture) + ".json");
}
