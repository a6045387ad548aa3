using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Applications;

/// <summary>A webhook event that an application is still to hear of.</summary>
/// <param name="Id">A snowflake: older events have smaller ids.</param>
/// <param name="Body">What is posted, as UTF-8 JSON.</param>
public sealed record EventDeliveryRow(Snowflake Id, ApplicationId Application, ReadOnlyMemory<byte> Body)
{
    /// <summary>Where it is posted to; null for the application's own address.</summary>
    public string? Url { get; init; }
}

/// <summary>Adds a delivery, unless the application has <see cref="PerApplication"/> of them waiting: then it is dropped.</summary>
public sealed record PutEventDelivery(EventDeliveryRow Delivery) : RowChange
{
    /// <summary>Deliveries that wait for one application.</summary>
    public const int PerApplication = 1_000;
}

/// <summary>A delivery is done, or given up.</summary>
public sealed record DeleteEventDelivery(Snowflake Id) : RowChange;

/// <summary>Gives up all deliveries of an application.</summary>
public sealed record DeleteEventDeliveries(ApplicationId Application) : RowChange;

/// <summary>What one application was used for on one day.</summary>
/// <param name="Day">Days since 1970, UTC.</param>
/// <param name="Commands">Commands that were run.</param>
/// <param name="Interactions">Interactions of every kind, the commands included.</param>
/// <param name="Errors">Interactions without an answer in time, or with one that was refused.</param>
/// <param name="Latencies">How many first answers took how long, by the steps of a scale that the feature has.</param>
public sealed record ApplicationUsageRow(ApplicationId Application, int Day, long Commands, long Interactions, long Errors, IReadOnlyList<long> Latencies);

/// <summary>Replaces a day of an application and forgets its days before <paramref name="KeptSince"/>.</summary>
public sealed record PutApplicationUsage(ApplicationUsageRow Usage, int KeptSince) : RowChange;
