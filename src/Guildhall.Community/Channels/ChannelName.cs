using System.Globalization;
using System.Text;

namespace Guildhall.Community.Channels;

/// <summary>How the name of a channel that holds text is written: lower case, words joined by single dashes, no ASCII punctuation besides - and _.</summary>
public static class ChannelName
{
    /// <summary>The name as it is kept; empty when nothing of it may stay. Categories and voice channels keep what was typed.</summary>
    public static string Normalised(ChannelType type, string typed)
    {
        if (type == ChannelType.GuildCategory || type.IsVoice()) return typed;
        var name = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value == '-')
            {
                if (name.Length > 0 && name[^1] != '-') name.Append('-');
                continue;
            }

            if (rune.IsAscii ? Rune.IsLetterOrDigit(rune) || rune.Value == '_' : Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control)
                name.Append(Rune.ToLowerInvariant(rune));
        }

        return name.ToString().Trim('-');
    }
}
