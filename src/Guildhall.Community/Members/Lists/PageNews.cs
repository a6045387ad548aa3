using Guildhall.Cluster.Relay;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// What has changed in one page of a list since a version, or in the numbers alone: worked out and encoded once for all who were told the
/// same, whatever else they look at.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="now">The rows of the page as they are now.</param>
/// <param name="steps">How a client comes there; none when nothing but numbers has changed.</param>
internal sealed class PageNews(MemberList list, ListRow[] now, IReadOnlyList<ListOp> steps)
{
    private RelayEvent? _event;

    public ListRow[] Now => now;

    public IReadOnlyList<ListOp> Steps => steps;

    public bool IsAny => steps.Count > 0;

    /// <summary>True when the page is set as a whole, which comes after the steps of other pages.</summary>
    public bool IsWhole => steps is [{ Kind: ListOpKind.Sync }];

    /// <summary>Who is to be told of it in the flush that runs.</summary>
    public List<SessionRef> Receivers { get; } = [];

    public RelayEvent Encode(ListUpdate update) => _event ??= update.Encode(list, steps);
}
