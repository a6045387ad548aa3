using System.Text.Json.Serialization.Metadata;

namespace Guildhall.Community.User.Documents;

/// <summary>A kind of record that a feature keeps with a user: declared once in the feature's folder as a static field.</summary>
/// <param name="name">The name in the store; never changed once released.</param>
/// <param name="json">How a record is stored. Fields may be added later when they have defaults.</param>
public sealed class UserDocumentKind<T>(string name, JsonTypeInfo<T> json)
    where T : class
{
    public string Name => name;

    internal JsonTypeInfo<T> Json => json;

    /// <summary>Stands for the kind in <see cref="UserState.EmptyDocuments"/>; 0 when there are more kinds than bits.</summary>
    internal ulong Bit { get; } = DocumentBits.Next();
}

/// <summary>Gives each kind of record a bit of its own.</summary>
internal static class DocumentBits
{
    private static int given;

    public static ulong Next() => Interlocked.Increment(ref given) is <= 64 and var number ? 1UL << (number - 1) : 0;
}
