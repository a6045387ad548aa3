using Guildhall.Storage.SearchIndex;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Search;

public sealed class SearchRebuildTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_restart_everything_is_found_also_when_the_index_is_lost(bool isLost)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var said = await general.Say("persistent", by: "ada");
        var edited = await general.Say("volatile", by: "ada");
        await general.Indexed();
        (await guild.Owner.Patch($"/channels/{general.Id}/messages/{edited}", new { content = "persistent too" })).Ok();
        if (isLost) await house.Restart(() => File.Delete(Path.Combine(house.DataFolder, "search.db")));
        else await house.Restart();
        await general.Indexed();
        (await guild.Owner.Search(guild, "content=persistent")).ShouldBe([edited, said]);
        (await guild.Owner.Search(guild, "content=volatile")).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_index_is_built_a_search_is_told_to_come_back()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        await general.Indexed();
        var index = house.Services.GetRequiredService<ISearchIndex>();
        var complete = index.Progress!;
        await index.Begin(complete with { IsBuilt = false }, default);
        var early = await guild.Owner.Get($"/guilds/{guild.Id}/messages/search?content=a");
        (early.Status, early.Code).ShouldBe((202, 110000));
        early["documents_indexed"].GetInt32().ShouldBe(0);
        early["retry_after"].GetInt32().ShouldBeGreaterThan(0);
        (await guild.Owner.Get($"/channels/{general.Id}/messages/search?content=a")).Status.ShouldBe(202);
    }
}
