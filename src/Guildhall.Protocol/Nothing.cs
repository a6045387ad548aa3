namespace Guildhall.Protocol;

/// <summary>The answer of an operation that answers nothing (204 on the wire).</summary>
public sealed record Nothing
{
    public static readonly Nothing Value = new();
}
