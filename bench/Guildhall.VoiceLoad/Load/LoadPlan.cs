namespace Guildhall.VoiceLoad.Load;

/// <summary>How much of what: speakers and listeners of each room, the rates to try, for how long each, and whose CPU is measured.</summary>
internal sealed record LoadPlan(int Speakers, int Listeners, double[] Rates, double Seconds, int CheckEvery, int Server)
{
    /// <summary>Rates are tried in order until more than this part is lost.</summary>
    public double GiveUpAt { get; init; } = 1;

    /// <summary>Runs it; whether everything that arrived was as it was sent.</summary>
    public bool Run(LoadPeer[] peers, LoadSpeaker[] speakers)
    {
        using var run = new LoadRun(peers, speakers, CheckEvery, Server);
        var sound = true;
        foreach (var rate in Rates)
        {
            var result = run.Step(rate, Seconds);
            Report.Write(result);
            sound &= result.Bad == 0;
            if (result.Lost > result.Expected * GiveUpAt) break;
        }

        return sound;
    }
}
