namespace Guildhall.Voice.Fuzz;

/// <summary>An entry point that strangers reach, with valid samples of what it takes. One instance is used by one thread.</summary>
internal abstract class FuzzTarget : IDisposable
{
    public abstract string Name { get; }

    /// <summary>How much of a run it gets, beside the others' weights: cheap entries more.</summary>
    public abstract int Weight { get; }

    public abstract IReadOnlyList<byte[]> Samples { get; }

    /// <summary>Texts that are put into inputs as they are.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>Takes an input, which it may write to. Returns how many bytes went out to somebody who has proved nothing; 0 when none.</summary>
    public abstract int Feed(Span<byte> input, Dice dice);

    public virtual void Dispose()
    {
        // Most hold nothing.
    }
}
