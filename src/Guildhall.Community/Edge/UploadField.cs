using Guildhall.Protocol;
using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Edge;

/// <summary>Stores what a field of a request brings, and says at that field why it is not taken.</summary>
public static class UploadField
{
    private const string AnyFile = "file";

    /// <summary>Stores a field's bytes as a blob. What an inspection keeps out ends the request, with an error at the field.</summary>
    /// <param name="blobs">Where to.</param>
    /// <param name="field">The field as a dotted path.</param>
    /// <param name="key">The blob's key.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="maxBytes">As many as are allowed.</param>
    /// <param name="cancel">The request's.</param>
    public static async ValueTask<BlobInfo> Put(
        IBlobStore blobs, string field, string key, Stream content, long maxBytes, CancellationToken cancel)
    {
        try
        {
            return await blobs.Put(key, content, maxBytes, cancel);
        }
        catch (BlobRefusedException refused)
        {
            refused.Field ??= field;
            throw;
        }
    }

    /// <summary>What the caller is told of a file that was not taken in.</summary>
    internal static Failure FailureOf(BlobRefusedException refused) => refused.Verdict.Kind == BlobVerdict.Finding.Unchecked
        ? new Failure.Overloaded()
        : new Failure.InvalidForm([new FieldError(refused.Field ?? AnyFile, "FILE_INFECTED", $"This file was refused by the virus scanner ({refused.Verdict.Signature}).")]);
}
