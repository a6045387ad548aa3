using Guildhall.Protocol;

namespace Guildhall.Storage.Applications;

/// <summary>
/// Reads of what the house keeps for applications beside their rows: webhook events on their way, and figures of use. Writes go through
/// <see cref="Writing.IStoreWriter"/> as the rows in <c>ApplicationRows.cs</c>.
/// </summary>
public interface IApplicationStore
{
    /// <summary>Completes with the next delivery that becomes durable after this was asked for.</summary>
    Task EventAdded { get; }

    /// <summary>The applications that deliveries wait for.</summary>
    ValueTask<IReadOnlyList<ApplicationId>> AwaitedApplications(int limit, CancellationToken cancel);

    /// <summary>The oldest deliveries that wait for an application.</summary>
    ValueTask<IReadOnlyList<EventDeliveryRow>> EventDeliveries(ApplicationId application, int limit, CancellationToken cancel);

    /// <summary>The days of an application from one on, the earliest first; days without use are left out.</summary>
    ValueTask<IReadOnlyList<ApplicationUsageRow>> Usage(ApplicationId application, int sinceDay, CancellationToken cancel);
}
