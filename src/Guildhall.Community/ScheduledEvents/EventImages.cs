using Guildhall.Community.Edge;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>The covers of scheduled events.</summary>
internal static class EventImages
{
    /// <summary>Bytes of a body that carries a cover as base64.</summary>
    public const int BodyBytes = (Limits.ImageBytes * 4 / 3) + 65_536;

    /// <summary>Where the covers of an event are kept; the path of the CDN.</summary>
    public static string Folder(ScheduledEventId id) => $"guild-events/{id}";

    /// <summary>Reads and stores a cover; errors are noted in the form.</summary>
    public static ValueTask<Optional<string?>> Read(Form form, ScheduledEventId id, ApiRequest request) =>
        ImageField.Read(form, "image", Folder(id), Limits.ImageBytes, request.House, request.Cancel);
}
