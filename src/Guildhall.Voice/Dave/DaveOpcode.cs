namespace Guildhall.Voice.Dave;

/// <summary>Messages of the voice gateway about end-to-end encryption.</summary>
public enum DaveOpcode : byte
{
    /// <summary>JSON to clients: get ready for a protocol version.</summary>
    PrepareTransition = 21,

    /// <summary>JSON to clients: go.</summary>
    ExecuteTransition = 22,

    /// <summary>JSON from clients: ready.</summary>
    TransitionReady = 23,

    /// <summary>JSON to clients: an epoch with this protocol version comes; epoch 1 is a new group.</summary>
    PrepareEpoch = 24,

    /// <summary>Binary to clients: the house's public key.</summary>
    ExternalSender = 25,

    /// <summary>Binary from clients.</summary>
    KeyPackage = 26,

    /// <summary>Binary to clients.</summary>
    Proposals = 27,

    /// <summary>Binary from clients.</summary>
    CommitWelcome = 28,

    /// <summary>Binary to the members of a group: the commit that counts.</summary>
    AnnounceCommit = 29,

    /// <summary>Binary to those whom a commit adds.</summary>
    Welcome = 30,

    /// <summary>JSON from clients: a commit or Welcome was of no use.</summary>
    InvalidCommitWelcome = 31,
}
