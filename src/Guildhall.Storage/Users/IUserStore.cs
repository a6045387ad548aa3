using Guildhall.Protocol;

namespace Guildhall.Storage.Users;

/// <summary>Reads of accounts, tokens and applications. Writes go through <see cref="Writing.IStoreWriter"/> as the rows in <c>UserRows.cs</c>.</summary>
public interface IUserStore
{
    ValueTask<UserRow?> Get(UserId user, CancellationToken cancel);

    /// <summary>By name, without regard to case.</summary>
    ValueTask<UserRow?> GetByName(string username, CancellationToken cancel);

    ValueTask<UserRow?> GetByEmail(string email, CancellationToken cancel);

    /// <summary>The public profiles of those that exist, in no particular order.</summary>
    ValueTask<IReadOnlyList<UserPayload>> Profiles(IReadOnlyList<UserId> users, CancellationToken cancel);

    /// <summary>The token with this secret's SHA-256, or null.</summary>
    ValueTask<TokenRow?> GetToken(byte[] secretHash, CancellationToken cancel);

    ValueTask<IReadOnlyList<TokenRow>> TokensOf(UserId user, CancellationToken cancel);

    ValueTask<ApplicationRow?> GetApplication(ApplicationId application, CancellationToken cancel);

    ValueTask<IReadOnlyList<ApplicationRow>> ApplicationsOf(UserId owner, CancellationToken cancel);

    /// <summary>Those that the directory lists, the newest first, at most so many.</summary>
    ValueTask<IReadOnlyList<ApplicationRow>> ListedApplications(int limit, CancellationToken cancel);

    ValueTask<IReadOnlyList<ReadStateRow>> ReadStates(UserId user, CancellationToken cancel);

    /// <summary>Everybody who is something to a user.</summary>
    ValueTask<IReadOnlyList<RelationRow>> Relations(UserId user, CancellationToken cancel);

    /// <summary>How two users stand to each other.</summary>
    ValueTask<PairStanding> Standing(UserId user, UserId other, CancellationToken cancel);

    /// <summary>True when somebody is a friend of both.</summary>
    ValueTask<bool> HaveMutualFriend(UserId user, UserId other, CancellationToken cancel);

    /// <summary>How many users are of one type to a user.</summary>
    ValueTask<int> CountRelations(UserId user, RelationType type, CancellationToken cancel);

    /// <summary>Messages that mention a user, of the last days, the newest first.</summary>
    ValueTask<IReadOnlyList<MentionRow>> Mentions(UserId user, MentionFilter filter, CancellationToken cancel);

    /// <summary>All of a user's own records, each with its kind.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<string, UserDocumentRow>>> AllUserDocuments(UserId user, CancellationToken cancel);

    /// <summary>A user's own records of a kind.</summary>
    ValueTask<IReadOnlyList<UserDocumentRow>> UserDocuments(UserId user, string kind, CancellationToken cancel);

    /// <summary>What a user lets applications do, in order of consent.</summary>
    ValueTask<IReadOnlyList<AuthorizationRow>> Authorizations(UserId user, CancellationToken cancel);

    /// <summary>How many users let an application do something.</summary>
    ValueTask<int> CountAuthorizations(ApplicationId application, CancellationToken cancel);

    /// <summary>The authorisation code with this SHA-256, also when it was used or has ended; null when there is none.</summary>
    ValueTask<CodeRow?> GetCode(byte[] hash, CancellationToken cancel);

    /// <summary>The access token with this SHA-256, also when it is spent or has ended; null when there is none.</summary>
    ValueTask<BearerRow?> GetBearer(byte[] accessHash, CancellationToken cancel);

    /// <summary>The refresh token with this SHA-256, also when it is spent; null when there is none.</summary>
    ValueTask<BearerRow?> GetRefresh(byte[] refreshHash, CancellationToken cancel);

    /// <summary>What an application holds for a user, the oldest first.</summary>
    ValueTask<IReadOnlyList<BearerRow>> Bearers(UserId user, ApplicationId application, CancellationToken cancel);
}
