using System.Collections.Frozen;
using Guildhall.Community.Applications.Commands;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>The commands of one application, for every guild and for single ones, at one moment.</summary>
public sealed class CommandBook(IReadOnlyList<CommandPayload> commands)
{
    private readonly FrozenDictionary<CommandId, CommandPayload> _byId = commands.ToFrozenDictionary(command => command.Id);
    private readonly FrozenDictionary<GuildId, CommandPayload[]> _ofGuilds =
        commands.Where(command => command.GuildId is not null).GroupBy(command => command.GuildId!.Value).ToFrozenDictionary(of => of.Key, of => of.ToArray());

    /// <summary>Those that no single guild owns, in the order of their making.</summary>
    public IReadOnlyList<CommandPayload> Everywhere { get; } = [.. commands.Where(command => command.GuildId is null)];

    public CommandPayload? Find(CommandId id) => _byId.GetValueOrDefault(id);

    /// <summary>Those of one guild alone.</summary>
    public IReadOnlyList<CommandPayload> OfGuild(GuildId guild) => _ofGuilds.GetValueOrDefault(guild) ?? [];
}
