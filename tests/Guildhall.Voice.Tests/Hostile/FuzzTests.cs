using Guildhall.Voice.Fuzz;

namespace Guildhall.Voice.Tests.Hostile;

/// <summary>A short run of `./dev fuzz`.</summary>
public sealed class FuzzTests
{
    private const long Inputs = 200_000;

    [Fact]
    public async Task Malformed_input_breaks_nothing_leaks_nothing_and_gets_no_answer_larger_than_itself()
    {
        var said = new List<string>();
        var report = await new FuzzRun(FuzzTargets.All(), seed: 2, threads: 2, said.Add).Run(Inputs);
        report.Findings.ShouldBeEmpty(string.Join('\n', said));
        report.Inputs.ShouldBeGreaterThan(Inputs * 9 / 10);
        // Other tests of this process use memory meanwhile, so this run holds the findings alone; ./dev fuzz has a process for itself.
        FuzzTargets.All().Count.ShouldBe(said.Count);
    }

    [Fact]
    public async Task An_answer_larger_than_its_question_and_an_exception_are_found()
    {
        var large = await new FuzzRun([() => new Broken(answers: 5000)], seed: 1, threads: 1, _ => { }).Run(100);
        large.IsClean.ShouldBeFalse();
        var thrown = await new FuzzRun([() => new Broken(answers: -1)], seed: 1, threads: 1, _ => { }).Run(100);
        thrown.Findings.ShouldNotBeEmpty();
    }

    private sealed class Broken(int answers) : FuzzTarget
    {
        public override string Name => "broken";

        public override int Weight => 1;

        public override IReadOnlyList<byte[]> Samples { get; } = [[1, 2, 3]];

        public override int Feed(Span<byte> input, Dice dice) => answers >= 0 ? answers : throw new InvalidOperationException("as it does");
    }
}
