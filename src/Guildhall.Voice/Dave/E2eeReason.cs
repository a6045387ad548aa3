namespace Guildhall.Voice.Dave;

/// <summary>Why a call is end-to-end encrypted or is not.</summary>
public enum E2eeReason
{
    /// <summary>It is: everybody can.</summary>
    Everybody,

    /// <summary>Somebody's client cannot.</summary>
    SomebodyCannot,

    /// <summary>More than <see cref="VoiceLimits.E2eeMembers"/> are in it.</summary>
    TooMany,

    /// <summary>The members' clients did not come to a common group in several attempts.</summary>
    NoAgreement,

    /// <summary>The house does not want it, or it is a stage.</summary>
    Policy,
}
