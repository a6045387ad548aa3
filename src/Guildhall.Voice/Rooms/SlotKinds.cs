using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rooms;

/// <summary>Kinds of media by their names on the wire.</summary>
internal static class SlotKinds
{
    public static string NameOf(SlotKind kind) => kind switch
    {
        SlotKind.Audio => "audio",
        SlotKind.Camera => "camera",
        SlotKind.Screen => "screen",
        _ => "screen_audio",
    };

    public static SlotKind? Parse(string? name) => name switch
    {
        "audio" => SlotKind.Audio,
        "camera" => SlotKind.Camera,
        "screen" => SlotKind.Screen,
        "screen_audio" => SlotKind.ScreenAudio,
        _ => null,
    };
}
