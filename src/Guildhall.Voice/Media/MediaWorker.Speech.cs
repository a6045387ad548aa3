namespace Guildhall.Voice.Media;

// Who speaks, and who is heard by browsers.
public sealed partial class MediaWorker
{
    // Below this many decibels under the loudest it is speech; a quiet room lies at 60 and beyond.
    private const int VoiceLevel = 45;
    private const int ClearVoiceLevel = 30;
    private const int VoicedToBegin = 2;
    private const int LoudnessUnit = 16;
    private const int ClearlyLouder = 6 * LoudnessUnit;

    // Longer than what Opus sends in place of silence.
    private const int LargestQuietPayload = 3;

    private readonly List<MediaPeer> _watched = new(VoiceLimits.WorkerPeers);

    // Notes what a packet says of its speaker; false when it is silence that need not go further.
    private bool Listen(MediaPeer speaker, in AudioFrame frame)
    {
        var speech = speaker.Speech;
        var isSilence = frame.IsSilence;
        speech.LastPacketMs = NowMs;
        if (speaker.ActiveSlot < 0) TakePlace(speaker);
        if (!IsVoiced(frame, isSilence))
        {
            speech.VoicedInRow = 0;
            Smooth(speech, 0);
            // The frame of silence is what clients end their speech with; everything else may be a pause between words.
            if (isSilence) SetSpeaking(speaker, false);
            return Passes(speech, isSilence || frame.Level == AudioFrame.SilentLevel);
        }
        speech.SilentSinceMs = 0;
        speech.LastVoiceMs = NowMs;
        speech.VoicedInRow++;
        Smooth(speech, frame.Level == AudioFrame.UnknownLevel ? AudioFrame.SilentLevel - ClearVoiceLevel : AudioFrame.SilentLevel - frame.Level);
        if (speech.IsSpeaking || frame.Level <= ClearVoiceLevel || speech.VoicedInRow >= VoicedToBegin) SetSpeaking(speaker, true);
        return true;
    }

    private static bool IsVoiced(in AudioFrame frame, bool isSilence) => frame.Level == AudioFrame.UnknownLevel
        ? !isSilence && frame.Payload.Length > LargestQuietPayload
        : frame.Level <= VoiceLevel;

    private static void Smooth(SpeechState speech, int loudness) => speech.Loudness += (loudness * LoudnessUnit - speech.Loudness) / 8;

    private bool Passes(SpeechState speech, bool isDigitalSilence)
    {
        if (!isDigitalSilence)
        {
            speech.SilentSinceMs = 0;
            return true;
        }
        if (speech.SilentSinceMs == 0) speech.SilentSinceMs = NowMs;
        var isOver = NowMs - speech.SilentSinceMs > (long)VoiceLimits.SilenceHangover.TotalMilliseconds;
        if (isOver && NowMs - speech.LastSilencePassedMs < (long)VoiceLimits.SilencePulse.TotalMilliseconds) return false;
        speech.LastSilencePassedMs = NowMs;
        return true;
    }

    private void SetSpeaking(MediaPeer speaker, bool isSpeaking)
    {
        var speech = speaker.Speech;
        if (speech.IsSpeaking == isSpeaking) return;
        speech.IsSpeaking = isSpeaking;
        TellSpeech(speaker);
        if (speech.IsWatched) return;
        speech.IsWatched = true;
        _watched.Add(speaker);
    }

    // What does not go into the ring now is told with the next tick, if it is still so.
    private void TellSpeech(MediaPeer speaker)
    {
        var speech = speaker.Speech;
        if (speech.IsTold == speech.IsSpeaking) return;
        if (Tell(new WorkerEvent(WorkerEventKind.Spoke, speaker.Id) { IsSpeaking = speech.IsSpeaking })) speech.IsTold = speech.IsSpeaking;
    }

    private void WatchSpeech()
    {
        for (var index = _watched.Count - 1; index >= 0; index--)
        {
            var speaker = _watched[index];
            var speech = speaker.Speech;
            if (speech.IsSpeaking && NowMs - speech.LastVoiceMs > (long)VoiceLimits.SpeechHold.TotalMilliseconds)
            {
                speech.IsSpeaking = false;
                speech.VoicedInRow = 0;
            }
            TellSpeech(speaker);
            if (speech.IsSpeaking || speech.IsTold) continue;
            speech.IsWatched = false;
            _watched[index] = _watched[^1];
            _watched.RemoveAt(_watched.Count - 1);
        }
    }

    // Somebody may not speak any more, or goes.
    private void Silence(MediaPeer peer)
    {
        SetSpeaking(peer, false);
        if (peer.ActiveSlot < 0) return;
        peer.Room.Active[peer.ActiveSlot] = null;
        peer.ActiveSlot = -1;
        _rtc?.ActiveChanged(peer.Room);
    }

    private void TakePlace(MediaPeer speaker)
    {
        var active = speaker.Room.Active;
        var slot = Array.IndexOf(active, null);
        if (slot < 0) slot = Yielding(active, speaker);
        if (slot < 0) return;
        if (active[slot] is { } former) former.ActiveSlot = -1;
        active[slot] = speaker;
        speaker.ActiveSlot = slot;
        _rtc?.ActiveChanged(speaker.Room);
    }

    // The one who has been quiet for longest; when all speak, the quietest, if the newcomer is clearly louder.
    private int Yielding(MediaPeer?[] active, MediaPeer speaker)
    {
        if (!speaker.Speech.IsSpeaking) return -1;
        var slot = -1;
        var quietSince = NowMs - (long)VoiceLimits.ActiveHold.TotalMilliseconds;
        for (var index = 0; index < active.Length; index++)
        {
            var speech = active[index]!.Speech;
            if (speech.IsSpeaking || speech.LastVoiceMs > quietSince) continue;
            quietSince = speech.LastVoiceMs;
            slot = index;
        }
        if (slot >= 0) return slot;
        var loudness = speaker.Speech.Loudness - ClearlyLouder;
        for (var index = 0; index < active.Length; index++)
        {
            if (active[index]!.Speech.Loudness >= loudness) continue;
            loudness = active[index]!.Speech.Loudness;
            slot = index;
        }
        return slot;
    }
}
