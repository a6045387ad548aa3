namespace Guildhall.Community.Edge.Admission;

/// <summary>What a request is to its caller when not all can be served.</summary>
internal enum RequestClass
{
    /// <summary>Changes something: somebody waits to see it done.</summary>
    Change,

    /// <summary>Asks for something: it can be asked again.</summary>
    Question,
}
