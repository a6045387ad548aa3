using Guildhall.Community.Edge;
using Guildhall.Community.Interactions;

namespace Guildhall.Community.Components;

/// <summary>Reads what was chosen in a select or a group of checkboxes.</summary>
internal static class SubmittedValues
{
    /// <summary>The values in the order of their choosing, each once.</summary>
    /// <param name="form">Of which "values" is a field.</param>
    /// <param name="chosenIn">What they were chosen in.</param>
    /// <param name="min">How many there must be.</param>
    /// <param name="max">How many there may be.</param>
    public static IReadOnlyList<string> Read(Form form, ComponentPayload chosenIn, int min, int max)
    {
        var values = form.Texts("values", ComponentLimits.ValuesPerSelect, ComponentLimits.OptionValueMax).Value ?? [];
        if (form.Failure is not null) return values;
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            var at = FormattableString.Invariant($"values.{i}");
            if (!seen.Add(values[i])) form.Error(at, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
            else if (chosenIn.Options is { } options && options.All(option => option.Value != values[i]))
                form.Error(at, "BASE_TYPE_CHOICES", "The value is none of the choices.");
            else if (chosenIn.Options is null && !Snowflake.TryParse(values[i], out _))
                form.Error(at, "NUMBER_TYPE_COERCE", $"Value \"{values[i]}\" is not snowflake.");
        }

        if (values.Count < min || values.Count > max) form.Error("values", "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
        return values;
    }

    /// <summary>What the values of a select stand for; its own choices for nothing.</summary>
    public static NamedIds NamedBy(ComponentPayload select, IReadOnlyList<string> values)
    {
        if (select.Options is not null || values.Count == 0) return NamedIds.None;
        List<Snowflake> ids = [];
        foreach (var value in values)
        {
            if (Snowflake.TryParse(value, out var id)) ids.Add(id);
        }

        return select.Type switch
        {
            ComponentType.UserSelect => new NamedIds { Users = [.. ids.Select(id => new UserId(id))] },
            ComponentType.RoleSelect => new NamedIds { Roles = [.. ids.Select(id => new RoleId(id))] },
            ComponentType.ChannelSelect => new NamedIds
            {
                Channels = [.. ids.Select(id => new ChannelId(id))],
                ChannelDemands = select.ChannelTypes is { Count: > 0 } types ? [.. ids.Select(id => new ChannelDemand(new ChannelId(id), types))] : [],
            },
            _ => new NamedIds { Mentionables = ids },
        };
    }
}
