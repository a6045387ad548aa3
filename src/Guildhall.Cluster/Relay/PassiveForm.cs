namespace Guildhall.Cluster.Relay;

/// <summary>Whether a session can do with little of the guilds it does not look at, and in which form it is told of them.</summary>
public enum PassiveForm : byte
{
    /// <summary>It gets everything of every guild: bots, and clients that say nothing of it.</summary>
    None = 0,

    /// <summary>It understands PASSIVE_UPDATE_V1.</summary>
    First = 1,

    /// <summary>It understands PASSIVE_UPDATE_V2.</summary>
    Second = 2,
}
