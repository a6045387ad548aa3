namespace Guildhall.Community.Soundboard;

/// <summary>The sounds that everybody has. They are synthesised when they are first asked for.</summary>
public static class DefaultSounds
{
    /// <summary>In the order of their ids, which count from 1.</summary>
    public static IReadOnlyList<SoundPayload> All { get; } =
    [
        Sound(1, "chime", "🔔"),
        Sound(2, "knock", "🚪"),
        Sound(3, "horn", "📯"),
        Sound(4, "drop", "💧"),
    ];

    public static SoundPayload? Find(SoundId id) => All.FirstOrDefault(sound => sound.SoundId == id);

    private static SoundPayload Sound(ulong id, string name, string emoji) => new() { SoundId = new SoundId(id), Name = name, EmojiName = emoji };
}
