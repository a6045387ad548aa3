using Guildhall.Community.Edge;

namespace Guildhall.Community.Threads;

/// <summary>What a request changes of a thread beyond name, slowmode and flags, which it has in common with channels; absent fields stay.</summary>
public sealed record ThreadFields
{
    private static readonly int[] Durations = [60, 1_440, 4_320, 10_080];

    public Optional<bool> Archived { get; init; }

    public Optional<bool> Locked { get; init; }

    public Optional<bool> Invitable { get; init; }

    public Optional<int?> AutoArchiveDuration { get; init; }

    public Optional<IReadOnlyList<ForumTagId>> AppliedTags { get; init; }

    internal static ThreadFields Read(Form form) => new()
    {
        Archived = Flag(form, "archived"),
        Locked = Flag(form, "locked"),
        Invitable = Flag(form, "invitable"),
        AutoArchiveDuration = Duration(form, "auto_archive_duration"),
        AppliedTags = form.Ids<ForumTagId>("applied_tags", Limits.TagsPerThread),
    };

    /// <summary>Minutes: an hour, a day, three days or a week.</summary>
    internal static Optional<int?> Duration(Form form, string name)
    {
        if (form.IsNull(name)) return new Optional<int?>(true, null);
        var minutes = form.Choice(name, Durations);
        return minutes.IsPresent ? minutes.Value : default(Optional<int?>);
    }

    private static Optional<bool> Flag(Form form, string name) => form.IsNull(name) ? default : form.Flag(name);
}
