using Guildhall.Community.Applications.Events;
using Guildhall.Community.Applications.Skus;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Entitlements;

/// <summary>The entitlements of an application, kept by its bot's actor; its sessions hear of every change.</summary>
internal static class EntitlementBook
{
    /// <summary>Entitlements of one application.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromDays(30);

    /// <summary>Which of them a list shows; null for any.</summary>
    public sealed record Filter(UserId? User, GuildId? Guild, IReadOnlyList<SkuId>? Skus, bool ExcludeConsumed, EntitlementId? Before, EntitlementId? After, int Limit);

    public sealed record List(Filter Filter) : IUserCommand<IReadOnlyList<EntitlementPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<EntitlementPayload>>> Run(UserTurn turn)
        {
            var wanted = (await UserDocuments.Of(turn, EntitlementDocuments.Entitlement)).Values.Where(Fits).OrderBy(one => one.Id.Number);
            return new Result<IReadOnlyList<EntitlementPayload>>([.. Filter.Before is not null && Filter.After is null ? wanted.TakeLast(Filter.Limit) : wanted.Take(Filter.Limit)]);
        }

        private bool Fits(EntitlementPayload one) =>
            (Filter.User is null || (one.UserId == Filter.User && one.GuildId is null))
            && (Filter.Guild is null || one.GuildId == Filter.Guild)
            && (Filter.Skus is null || Filter.Skus.Contains(one.SkuId))
            && !(Filter.ExcludeConsumed && one.Consumed)
            && (Filter.Before is null || one.Id.Number < Filter.Before.Value.Number)
            && (Filter.After is null || one.Id.Number > Filter.After.Value.Number);
    }

    public sealed record Find(EntitlementId Entitlement) : IUserCommand<EntitlementPayload>
    {
        public async ValueTask<Result<EntitlementPayload>> Run(UserTurn turn) =>
            (await UserDocuments.Of(turn, EntitlementDocuments.Entitlement)).GetValueOrDefault(Entitlement.Number) is { } found ? found : new Failure.UnknownEntitlement();
    }

    /// <summary>
    /// Gives one to a user or a guild. What the application has as a SKU decides whether a subscription comes with it; of a SKU that this house does not
    /// know (a bot may bring ids from elsewhere), a guild's is a subscription and a user's is not.
    /// </summary>
    public sealed record Grant(ApplicationId Application, SkuId Sku, UserId User, GuildId? Guild) : IUserCommand<EntitlementPayload>
    {
        public async ValueTask<Result<EntitlementPayload>> Run(UserTurn turn)
        {
            var all = await UserDocuments.Of(turn, EntitlementDocuments.Entitlement);
            if (all.Values.Any(one => one.SkuId == Sku && one.UserId == User && one.GuildId == Guild && !one.Consumed)) return new Failure.EntitlementAlreadyGranted();
            if (all.Count >= Most) return new Failure.Overloaded();
            var sku = (await UserDocuments.Of(turn, SkuDocuments.Sku)).GetValueOrDefault(Sku.Number);
            var isSubscription = sku is null ? Guild is not null : sku.Type == SkuPayload.Subscription;
            var granted = new EntitlementPayload
            {
                Id = new EntitlementId(turn.Services.Ids.Next()),
                SkuId = Sku,
                ApplicationId = Application,
                UserId = User,
                GuildId = Guild,
                Type = isSubscription ? EntitlementPayload.Subscription : EntitlementPayload.TestPurchase,
            };
            await UserDocuments.Put(turn, EntitlementDocuments.Entitlement, granted.Id.Number, granted);
            turn.TellOwnSessions(DispatchCatalogue.EntitlementCreate, granted, EntitlementJson.Default.EntitlementPayload);
            await ApplicationEvents.Tell(turn, Application, ApplicationEvents.EntitlementCreate, granted, EntitlementJson.Default.EntitlementPayload);
            if (isSubscription) await Subscribe(turn, granted);
            return granted;
        }

        private static async ValueTask Subscribe(UserTurn turn, EntitlementPayload granted)
        {
            var subscription = new SubscriptionPayload
            {
                Id = new SubscriptionId(turn.Services.Ids.Next()),
                UserId = granted.UserId,
                SkuIds = [granted.SkuId],
                EntitlementIds = [granted.Id],
                CurrentPeriodStart = turn.Now,
                CurrentPeriodEnd = turn.Now + Period,
            };
            await UserDocuments.Put(turn, EntitlementDocuments.Subscription, subscription.Id.Number, subscription);
            turn.TellOwnSessions(DispatchCatalogue.SubscriptionCreate, subscription, EntitlementJson.Default.SubscriptionPayload);
        }
    }

    public sealed record Consume(EntitlementId Entitlement) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, EntitlementDocuments.Entitlement)).GetValueOrDefault(Entitlement.Number) is not { } known) return new Failure.UnknownEntitlement();
            var sku = (await UserDocuments.Of(turn, SkuDocuments.Sku)).GetValueOrDefault(known.SkuId.Number);
            if (known.Type == EntitlementPayload.Subscription || sku is { Type: not SkuPayload.Consumable }) return new Failure.OnlyConsumables();
            if (known.Consumed) return Nothing.Value;
            var used = known with { Consumed = true };
            await UserDocuments.Put(turn, EntitlementDocuments.Entitlement, used.Id.Number, used);
            turn.TellOwnSessions(DispatchCatalogue.EntitlementUpdate, used, EntitlementJson.Default.EntitlementPayload);
            await ApplicationEvents.Tell(turn, known.ApplicationId, ApplicationEvents.EntitlementUpdate, used, EntitlementJson.Default.EntitlementPayload);
            return Nothing.Value;
        }
    }

    /// <summary>Takes one back; its subscription ends and is gone too.</summary>
    public sealed record Delete(EntitlementId Entitlement) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, EntitlementDocuments.Entitlement)).GetValueOrDefault(Entitlement.Number) is not { } known) return new Failure.UnknownEntitlement();
            await UserDocuments.Remove(turn, EntitlementDocuments.Entitlement, known.Id.Number);
            turn.TellOwnSessions(DispatchCatalogue.EntitlementDelete, known with { Deleted = true }, EntitlementJson.Default.EntitlementPayload);
            await ApplicationEvents.Tell(turn, known.ApplicationId, ApplicationEvents.EntitlementDelete, known with { Deleted = true }, EntitlementJson.Default.EntitlementPayload);
            var subscriptions = await UserDocuments.Of(turn, EntitlementDocuments.Subscription);
            foreach (var subscription in subscriptions.Values.Where(one => one.EntitlementIds.Contains(known.Id)).ToArray())
            {
                var ended = subscription with { Status = 1, CanceledAt = turn.Now };
                turn.TellOwnSessions(DispatchCatalogue.SubscriptionUpdate, ended, EntitlementJson.Default.SubscriptionPayload);
                await UserDocuments.Remove(turn, EntitlementDocuments.Subscription, subscription.Id.Number);
                turn.TellOwnSessions(DispatchCatalogue.SubscriptionDelete, ended, EntitlementJson.Default.SubscriptionPayload);
            }

            return Nothing.Value;
        }
    }

    /// <summary>The subscriptions to something; a failure when nobody was ever given it.</summary>
    public sealed record Subscriptions(SkuId Sku, UserId? User) : IUserCommand<IReadOnlyList<SubscriptionPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<SubscriptionPayload>>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, EntitlementDocuments.Entitlement)).Values.All(one => one.SkuId != Sku)) return new Failure.UnknownSku();
            return new Result<IReadOnlyList<SubscriptionPayload>>(
            [
                .. (await UserDocuments.Of(turn, EntitlementDocuments.Subscription)).Values
                    .Where(one => one.SkuIds.Contains(Sku) && (User is null || one.UserId == User))
                    .OrderBy(one => one.Id.Number),
            ]);
        }
    }
}
