using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Users;

/// <summary>A record that a user keeps for itself. <paramref name="Data"/> is its JSON as UTF-8.</summary>
public sealed record UserDocumentRow(ulong Id, ReadOnlyMemory<byte> Data);

public sealed record PutUserDocument(UserId User, string Kind, UserDocumentRow Document) : RowChange;

public sealed record DeleteUserDocument(UserId User, string Kind, ulong Id) : RowChange;
