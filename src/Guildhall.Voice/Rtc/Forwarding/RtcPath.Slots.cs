using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rtc.Forwarding;

// Who is heard and shown where. Runs when something changes, never for a packet.
public sealed partial class RtcPath
{
    private readonly List<VideoSource> _shown = [];

    private void Reassign(MediaRoom room)
    {
        _shown.Clear();
        foreach (var member in room.Members)
        {
            if (member.RtcState is not RtcPeer { IsReady: true } browser || !member.MayStream) continue;
            foreach (var video in browser.Videos)
            {
                if (video.IsLive) _shown.Add(video);
            }
        }

        foreach (var member in room.Members)
        {
            if (member.RtcState is not RtcPeer browser) continue;
            var changed = PlaceVideos(browser);
            PlaceAudio(browser, changed);
        }
    }

    private bool PlaceVideos(RtcPeer browser)
    {
        var changed = false;
        foreach (var slot in browser.VideoSlots)
        {
            if (slot.Source is not { } source) continue;
            if (_shown.Contains(source) && Height(browser, source) > 0) continue;
            Show(slot, null);
            changed = true;
        }

        if (!browser.IsReady) return changed;
        foreach (var source in _shown)
        {
            var height = source.Owner == browser ? 0 : Height(browser, source);
            if (height == 0) continue;
            var slot = Array.Find(browser.VideoSlots, taken => taken.Source == source);
            if (slot is null)
            {
                slot = Array.Find(browser.VideoSlots, free => free.Source is null);
                if (slot is null) continue;
                Show(slot, source);
                changed = true;
            }

            slot.Height = height;
        }

        if (changed) ChooseLayers(browser, _host.NowMs);
        return changed;
    }

    private static int Height(RtcPeer browser, VideoSource source)
    {
        foreach (var want in browser.Wants)
        {
            if (want.Kind == source.Kind && want.User == source.Owner.Peer.Spec.User) return Math.Clamp(want.Height, 0, 1 << 14);
        }

        return 0;
    }

    private static void Show(VideoSlot slot, VideoSource? source)
    {
        if (slot.Source is { } former) former.Viewers = [.. former.Viewers.Where(viewer => viewer != slot)];
        slot.Show(source);
        if (source is not null) source.Viewers = [.. source.Viewers, slot];
    }

    private void PlaceAudio(RtcPeer browser, bool changed = false)
    {
        changed |= Release(browser);
        var active = browser.Peer.Room.Active;
        // Whoever is heard already stays where they are; newcomers take what is free, then the place of somebody quiet.
        for (var place = 0; place < active.Length; place++)
        {
            var speaker = active[place];
            browser.PlaceSlots[place] = speaker is null || speaker == browser.Peer ? -1 : Array.FindIndex(browser.AudioSlots, slot => slot.Speaker == speaker && slot.Kind == SlotKind.Audio);
        }

        for (var place = 0; place < active.Length; place++)
        {
            if (active[place] is not { } speaker || speaker == browser.Peer || browser.PlaceSlots[place] >= 0) continue;
            var index = place < browser.AudioSlots.Length && browser.AudioSlots[place].Speaker is null ? place : Free(browser, fromEnd: false);
            if (index < 0) continue;
            browser.AudioSlots[index].Show(speaker, SlotKind.Audio);
            browser.PlaceSlots[place] = index;
            changed = true;
        }

        changed |= PlaceScreens(browser);
        if (changed) _host.Slotted(browser.Peer, Contents(browser));
    }

    // Of people who are gone, and of screens that are not wanted or not heard any more.
    private bool Release(RtcPeer browser)
    {
        var changed = false;
        foreach (var slot in browser.AudioSlots)
        {
            if (slot.Speaker is not { } speaker) continue;
            var isGone = _host.Find(speaker.Id) != speaker;
            if (slot.Kind == SlotKind.ScreenAudio) isGone |= speaker.RtcState is not RtcPeer owner || !owner.HasScreenSound || !speaker.MayStream || !WantsSound(browser, owner);
            if (!isGone) continue;
            slot.Show(null, SlotKind.Audio);
            changed = true;
        }

        foreach (var owner in browser.ScreenSlots.Keys.ToArray())
        {
            var slot = browser.AudioSlots[browser.ScreenSlots[owner]];
            if (slot.Speaker != owner.Peer || slot.Kind != SlotKind.ScreenAudio) Unlisten(browser, owner);
        }

        return changed;
    }

    private static bool PlaceScreens(RtcPeer browser)
    {
        var changed = false;
        if (!browser.Peer.Hears || browser.Wants.Count == 0) return false;
        foreach (var member in browser.Peer.Room.Members)
        {
            if (member.RtcState is not RtcPeer { HasScreenSound: true } owner || owner == browser || !member.MayStream) continue;
            if (browser.ScreenSlots.ContainsKey(owner) || !WantsSound(browser, owner)) continue;
            var index = Free(browser, fromEnd: true);
            if (index < 0) continue;
            browser.AudioSlots[index].Show(member, SlotKind.ScreenAudio);
            browser.ScreenSlots[owner] = index;
            owner.ScreenListeners = [.. owner.ScreenListeners, browser];
            changed = true;
        }

        return changed;
    }

    private static void Unlisten(RtcPeer browser, RtcPeer owner)
    {
        browser.ScreenSlots.Remove(owner);
        owner.ScreenListeners = [.. owner.ScreenListeners.Where(listener => listener != browser)];
    }

    private static bool WantsSound(RtcPeer browser, RtcPeer owner)
    {
        foreach (var want in browser.Wants)
        {
            if (want.Kind is SlotKind.Screen or SlotKind.ScreenAudio && want.Height > 0 && want.User == owner.Peer.Spec.User) return true;
        }

        return false;
    }

    private static int Free(RtcPeer browser, bool fromEnd)
    {
        var slots = browser.AudioSlots;
        var empty = fromEnd ? Array.FindLastIndex(slots, slot => slot.Speaker is null) : Array.FindIndex(slots, slot => slot.Speaker is null);
        if (empty >= 0) return empty;
        // Somebody who has no place among the active speakers is not heard now.
        return Array.FindIndex(slots, slot => slot is { Kind: SlotKind.Audio, Speaker.ActiveSlot: < 0 });
    }

    private static List<SlotContent> Contents(RtcPeer browser)
    {
        var contents = new List<SlotContent>(browser.AudioSlots.Length + browser.VideoSlots.Length);
        foreach (var slot in browser.AudioSlots) contents.Add(new SlotContent(slot.Section.Mid, slot.Speaker?.Spec.User, slot.Kind));
        foreach (var slot in browser.VideoSlots) contents.Add(new SlotContent(slot.Section.Mid, slot.Source?.Owner.Peer.Spec.User, slot.Source?.Kind ?? SlotKind.Camera));
        return contents;
    }
}
