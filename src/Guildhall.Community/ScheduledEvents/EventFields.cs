using Guildhall.Community.Edge;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>What a request says about a scheduled event; absent fields are left as they are.</summary>
public sealed record EventFields
{
    public Optional<string> Name { get; init; }

    public Optional<string?> Description { get; init; }

    public Optional<string?> Image { get; init; }

    public Optional<DateTimeOffset> Start { get; init; }

    public Optional<DateTimeOffset?> End { get; init; }

    public Optional<int> EntityType { get; init; }

    public Optional<ChannelId?> Channel { get; init; }

    public Optional<string?> Location { get; init; }

    public Optional<int> Status { get; init; }

    public Optional<RecurrenceRulePayload?> Rule { get; init; }

    /// <summary>Reads all but the image; errors are noted in the form.</summary>
    public static EventFields Read(Form form)
    {
        form.ChoiceOrAbsent("privacy_level", 2);
        var description = form.NullableText("description", 0, Limits.EventDescriptionMax);
        var start = form.Moment("scheduled_start_time");
        if (start is { IsPresent: true, Value: null }) form.Required("scheduled_start_time");
        return new EventFields
        {
            Name = form.TextOrAbsent("name", 1, Limits.EventNameMax),
            Description = description is { IsPresent: true, Value: "" } ? new Optional<string?>(true, null) : description,
            Start = start.Value is { } moment ? moment : default(Optional<DateTimeOffset>),
            End = form.Moment("scheduled_end_time"),
            EntityType = form.ChoiceOrAbsent("entity_type", 1, 2, 3),
            Channel = form.Id<ChannelId>("channel_id"),
            Location = ReadLocation(form),
            Status = form.ChoiceOrAbsent("status", 1, 2, 3, 4),
            Rule = RecurrenceForm.Read(form),
        };
    }

    /// <summary>Notes what a new event must have.</summary>
    public void Require(Form form)
    {
        if (!Name.IsPresent) form.Required("name");
        if (!Start.IsPresent) form.Required("scheduled_start_time");
        if (!EntityType.IsPresent) form.Required("entity_type");
        if (!form.Has("privacy_level")) form.Required("privacy_level");
    }

    /// <summary>The event with these fields. Metadata of events in channels is discarded without a word, as documented.</summary>
    public ScheduledEventPayload ApplyTo(ScheduledEventPayload before)
    {
        var entity = EntityType.IsPresent ? (ScheduledEventEntity)EntityType.Value : before.EntityType;
        var location = Location.Or(before.EntityMetadata?.Location);
        var isExternal = entity == ScheduledEventEntity.External;
        return before with
        {
            Name = Name.Or(before.Name),
            Description = Description.Or(before.Description),
            Image = Image.Or(before.Image),
            ScheduledStartTime = Start.Or(before.ScheduledStartTime),
            ScheduledEndTime = End.Or(before.ScheduledEndTime),
            EntityType = entity,
            ChannelId = Channel.IsPresent ? Channel.Value : isExternal ? null : before.ChannelId,
            EntityMetadata = isExternal && location is not null ? new EntityMetadataPayload(location) : null,
            RecurrenceRule = Rule.Or(before.RecurrenceRule),
        };
    }

    private static Optional<string?> ReadLocation(Form form)
    {
        if (form.IsNull("entity_metadata")) return new Optional<string?>(true, null);
        return form.Part("entity_metadata")?.NullableText("location", 1, Limits.EventLocationMax) ?? default;
    }
}
