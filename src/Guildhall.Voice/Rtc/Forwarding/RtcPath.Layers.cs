namespace Guildhall.Voice.Rtc.Forwarding;

// Which encoding each slot gets: what the picture's size asks for, as far as the line carries it.
public sealed partial class RtcPath
{
    // Going up needs this much more than it takes, lest it go down again at once.
    private const double HeadRoom = 1.1;

    private void ChooseLayers(RtcPeer browser, long now)
    {
        browser.LayersChosenMs = now;
        long total = 0;
        foreach (var slot in browser.VideoSlots)
        {
            slot.Choice = slot.Source?.Choose(slot.Height, now);
            total += slot.Choice?.Statistics.BitsPerSecond ?? 0;
        }

        var isThin = false;
        while (total * (RisesAbove(browser) ? HeadRoom : 1.0) > browser.Bandwidth.BitsPerSecond && Lower(browser, now, ref total)) isThin = true;
        foreach (var slot in browser.VideoSlots)
        {
            if (slot.Choice is { } choice) Apply(slot, choice, isThin);
        }
    }

    private static bool RisesAbove(RtcPeer browser)
    {
        foreach (var slot in browser.VideoSlots)
        {
            if (slot is { Choice: { } choice, Current: { } current } && choice.Index > current.Index) return true;
        }

        return false;
    }

    // Takes the dearest picture that has a smaller one down by a step.
    private static bool Lower(RtcPeer browser, long now, ref long total)
    {
        VideoSlot? dearest = null;
        VideoLayer? instead = null;
        foreach (var slot in browser.VideoSlots)
        {
            if (slot.Choice is not { } choice || slot.Source!.Below(choice, now) is not { } below) continue;
            if (dearest is not null && dearest.Choice!.Statistics.BitsPerSecond >= choice.Statistics.BitsPerSecond) continue;
            dearest = slot;
            instead = below;
        }

        if (dearest is null) return false;
        total += instead!.Statistics.BitsPerSecond - dearest.Choice!.Statistics.BitsPerSecond;
        dearest.Choice = instead;
        return true;
    }

    private void Apply(VideoSlot slot, VideoLayer choice, bool isThin)
    {
        var isNew = slot.Target != choice;
        slot.Target = choice;
        if (slot.Current == choice) return;
        // Down at once: what does not fit through the line would only delay what does.
        if (isThin && slot.Current is { } current && choice.Index < current.Index) slot.Pause();
        if (isNew && TryReplay(slot, choice)) return;
        AskKeyFrame(choice);
    }
}
