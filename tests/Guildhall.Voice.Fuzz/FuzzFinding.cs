namespace Guildhall.Voice.Fuzz;

/// <summary>An input that did what none may do.</summary>
internal sealed record FuzzFinding(string Target, ulong Seed, long Number, string What, byte[] Input)
{
    public override string ToString() => $"{Target}, input {Number} of seed {Seed}: {What}\n  {Convert.ToHexString(Input)}";
}
