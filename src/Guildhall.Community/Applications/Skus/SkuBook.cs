using System.Text;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Skus;

/// <summary>The SKUs of an application, kept by its bot's actor.</summary>
internal static class SkuBook
{
    /// <summary>SKUs of one application.</summary>
    public const int Most = 50;

    public sealed record List : IUserCommand<IReadOnlyList<SkuPayload>>
    {
        public async ValueTask<Result<IReadOnlyList<SkuPayload>>> Run(UserTurn turn) =>
            new Result<IReadOnlyList<SkuPayload>>([.. (await UserDocuments.Of(turn, SkuDocuments.Sku)).Values.OrderBy(one => one.Id.Number)]);
    }

    public sealed record Find(SkuId Sku) : IUserCommand<SkuPayload>
    {
        public async ValueTask<Result<SkuPayload>> Run(UserTurn turn) =>
            (await UserDocuments.Of(turn, SkuDocuments.Sku)).GetValueOrDefault(Sku.Number) is { } found ? found : new Failure.UnknownSku();
    }

    public sealed record Create(ApplicationId Application, string Name, int Type, int Flags) : IUserCommand<SkuPayload>
    {
        public async ValueTask<Result<SkuPayload>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, SkuDocuments.Sku)).Count >= Most)
                return new Failure.InvalidForm([new FieldError("application_id", "SKU_LIMIT", $"An application has at most {Most} SKUs.")]);
            var made = new SkuPayload
            {
                Id = new SkuId(turn.Services.Ids.Next()), Type = Type, ApplicationId = Application, Name = Name, Slug = SlugOf(Name), Flags = Flags,
            };
            await UserDocuments.Put(turn, SkuDocuments.Sku, made.Id.Number, made);
            return made;
        }
    }

    /// <summary>Null leaves a field as it is.</summary>
    public sealed record Update(SkuId Sku, string? Name, int? Flags) : IUserCommand<SkuPayload>
    {
        public async ValueTask<Result<SkuPayload>> Run(UserTurn turn)
        {
            if ((await UserDocuments.Of(turn, SkuDocuments.Sku)).GetValueOrDefault(Sku.Number) is not { } known) return new Failure.UnknownSku();
            var after = known with { Name = Name ?? known.Name, Slug = SlugOf(Name ?? known.Name), Flags = Flags ?? known.Flags };
            await UserDocuments.Put(turn, SkuDocuments.Sku, after.Id.Number, after);
            return after;
        }
    }

    /// <summary>Entitlements that were given stay until they are taken back.</summary>
    public sealed record Delete(SkuId Sku) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if (!(await UserDocuments.Of(turn, SkuDocuments.Sku)).ContainsKey(Sku.Number)) return new Failure.UnknownSku();
            await UserDocuments.Remove(turn, SkuDocuments.Sku, Sku.Number);
            return Nothing.Value;
        }
    }

    /// <summary>Letters and digits in lower case, with one hyphen for all that lies between.</summary>
    internal static string SlugOf(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().Trim('-') is { Length: > 0 } text ? text : "sku";
    }
}
