namespace Guildhall.Protocol;

/// <summary>
/// Why an operation was refused: HTTP status, Discord's error code and its message. The kinds are in
/// <c>Failures.cs</c>, the one place that knows Discord's numbers.
/// </summary>
public abstract partial record Failure(int Status, int Code, string Message);
