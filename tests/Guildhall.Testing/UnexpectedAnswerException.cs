namespace Guildhall.Testing;

/// <summary>The server did not do what the story of a test needs; the message tells what it did.</summary>
public sealed class UnexpectedAnswerException(string message) : Exception(message);
