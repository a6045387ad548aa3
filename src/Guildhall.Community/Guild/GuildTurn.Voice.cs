namespace Guildhall.Community.Guild;

/// <summary>What a turn means for those who are in voice.</summary>
public sealed partial class GuildTurn
{
    // Set when something has changed that the rooms of voice channels depend on beside who may see what.
    private bool _voiceMayDiffer;

    private void RefreshVoice()
    {
        if (_actor.State is not { Voice.IsEmpty: false } || !(_voiceMayDiffer || _viewChange.IsAny)) return;
        Calls.RoomSeats.Refresh(this, _voiceMayDiffer ? null : _viewChange.Users);
    }
}
