namespace Guildhall.Community.Components;

/// <summary>Makes of stored components what the wire shows: where the media are.</summary>
internal static class ComponentShow
{
    /// <summary>The components as readers get them; the same list when none shows media.</summary>
    /// <param name="components">As stored.</param>
    /// <param name="message">Whose id those media have that are no file of it, counted on.</param>
    /// <param name="files">The message's.</param>
    /// <param name="urlOf">Where a file of it is served.</param>
    public static IReadOnlyList<ComponentPayload> Of(
        IReadOnlyList<ComponentPayload> components, MessageId message, IReadOnlyList<AttachmentPayload> files, Func<AttachmentPayload, string> urlOf)
    {
        if (!ComponentTree.All(components).SelectMany(ComponentTree.Media).Any()) return components;
        var next = message.Number;
        return [.. components.Select(Shown)];

        ComponentPayload Shown(ComponentPayload component) => component with
        {
            Media = component.Media is null ? null : Item(component.Media),
            Items = component.Items is null ? null : [.. component.Items.Select(item => item with { Media = Item(item.Media) })],
            File = component.File is null ? null : Item(component.File),
            Name = component.File is null ? component.Name : ComponentRules.FileOf(component.File.Url, files)?.Filename ?? "",
            Size = component.File is null ? component.Size : ComponentRules.FileOf(component.File.Url, files)?.Size ?? 0,
            Components = component.Components is null ? null : [.. component.Components.Select(Shown)],
            Accessory = component.Accessory is null ? null : Shown(component.Accessory),
        };

        MediaItemPayload Item(MediaItemPayload media)
        {
            next++;
            if (ComponentRules.FileOf(media.Url, files) is not { } file)
                return media with { Id = new Snowflake(next), ProxyUrl = media.Url };
            var url = urlOf(file);
            return new MediaItemPayload
            {
                Id = file.Id.Value,
                Url = url,
                ProxyUrl = url,
                Width = file.Width,
                Height = file.Height,
                ContentType = file.ContentType,
                AttachmentId = file.Id,
            };
        }
    }

    /// <summary>The files that components show: they are not shown a second time below the message.</summary>
    public static IEnumerable<AttachmentId> FilesIn(IReadOnlyList<ComponentPayload>? components, IReadOnlyList<AttachmentPayload> files) =>
        ComponentTree.All(components)
            .SelectMany(ComponentTree.Media)
            .Select(media => ComponentRules.FileOf(media.Url, files))
            .OfType<AttachmentPayload>()
            .Select(file => file.Id);
}
