namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// The word lists of keyword presets. They stand here shifted by thirteen letters: who reads the source need not read them.
/// Guilds add their own words with keyword rules, and excuse some of these with allow lists.
/// </summary>
internal static class PresetWords
{
    private const string Profanity =
        "shpx*|*shpx|zbgureshpx*|*fuvg|fuvg*|ohyyfuvg*|ovgpu*|onfgneq*|nffubyr*|nefrubyr*|qvpxurnq*|cevpx|jnax*|obyybpxf|"
        + "ohttre|penc|qnza|tbqqnza*|cvff|cvffrq|cvffvat|gjng*|phag*|qbhpuront*|wnpxnff|qhzonff*|pbpx|pbpxfhpx*|fba bs n ovgpu|"
        + "fgsh|tgsb|zreqr|chgnva|fpurvffr|fpurvßr|nefpuybpu|zvreqn|chgn|pnoeba|pnoeóa|pnmmb|fgebamb|xhejn*|oylng|pnenyub|";

    private const string SexualContent =
        "cbea*|*cbea|cbeauho*|uragnv*|oybjwbo*|unaqwbo*|evzwbo*|sbbgwbo*|pernzcvr*|phzfubg*|tnatonat*|ohxxnxr*|qrrcguebng*|"
        + "qvyqb*|ivoengbe|zvys*|afsj|kkk|ahqrf|fraq ahqrf|baylsnaf*|znfgheong*|wrex bss|betnfz*|ubeal|fyhg*|juber*|obbof|gvgf|"
        + "gvggvrf|chffl|chffvrf|cravf*|intvan*|pyvg*|nany frk|beny frk|frkgvat*|pnztvey*|ehyr34|shgnanev*|vaprfg*|oqfz|srgvfu*|"
        + "guerrfbzr*|";

    private const string Slurs =
        "avttre*|avttn*|avttnf|snttbg*|snt|sntf|ergneq*|genaal|genaavrf|xvxr*|fcvp|fcvpf|puvax*|tbbx*|jrgonpx*|pbba|pbbaf|"
        + "ornare*|cnxv|cnxvf|enturnq*|gbjryurnq*|qlxr|qlxrf|furznyr*|fnaqavttre*|tlcb|tbyyvjbt*|wvtnobb*|mvccreurnq*|pevccyr*|"
        + "zbatbybvq*|fcnfgvp|unys-oerrq*|urvy uvgyre|fvrt urvy|juvgr cbjre|tnf gur wrjf|hagrezrafpu*|artre|xnanxr*|znevpóa|"
        + "znevpba|fhqnpn*|";

    private static readonly IReadOnlyList<string>[] Lists = [Shifted(Profanity), Shifted(SexualContent), Shifted(Slurs)];

    /// <summary>The words of a preset: 1 profanity, 2 sexual content, 3 slurs; none for other numbers.</summary>
    public static IReadOnlyList<string> Of(int preset) => preset is >= 1 and <= 3 ? Lists[preset - 1] : [];

    private static string[] Shifted(string words) =>
        string.Create(words.Length, words, static (plain, shifted) =>
        {
            for (var i = 0; i < plain.Length; i++)
                plain[i] = char.IsAsciiLetterLower(shifted[i]) ? (char)('a' + ((shifted[i] - 'a' + 13) % 26)) : shifted[i];
        }).Split('|', StringSplitOptions.RemoveEmptyEntries);
}
