using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store of accounts does.</summary>
public abstract class UserStoreContract : StoreContract
{
    [Fact]
    public async Task An_account_is_read_back_with_every_field_by_id_name_and_address()
    {
        var full = Full<UserRow>();
        var user = full with { Profile = full.Profile with { Id = Ada, Username = "Ada" }, Email = "Ada@Example.org" };
        await Put(new PutUser(user));
        ShouldBeTheSame(await Store.Users.Get(Ada, Cancel), user);
        ShouldBeTheSame(await Store.Users.GetByName("aDA", Cancel), user);
        ShouldBeTheSame(await Store.Users.GetByEmail("ada@example.ORG", Cancel), user);
        (await Store.Users.Get(Bob, Cancel)).ShouldBeNull();
        (await Store.Users.GetByName("bob", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_account_with_as_little_as_possible_is_read_back_the_same()
    {
        var user = Bare<UserRow>();
        await Put(new PutUser(user));
        ShouldBeTheSame(await Store.Users.Get(user.Profile.Id, Cancel), user);
    }

    [Fact]
    public async Task A_name_is_taken_without_regard_to_case_and_the_neighbours_are_stored()
    {
        await Put(new PutUser(Named(Ada, "Ädä")));
        var lane = new WriteLane();
        var before = Put(new PutUser(Named(new UserId(1), "one")));
        var state = new PutReadState(Bob, new ReadStateRow(General, default, 0));
        var taken = Store.Writer.Submit(lane, new StoreWrite(new PutUser(Named(Bob, "äDÄ")), state));
        var after = Put(new PutUser(Named(new UserId(2), "two")));
        await before;
        await Should.ThrowAsync<UniqueViolationException>(taken);
        await after;
        lane.IsBroken.ShouldBeTrue();
        (await Store.Users.Get(Bob, Cancel)).ShouldBeNull();
        (await Store.Users.ReadStates(Bob, Cancel)).ShouldBeEmpty();
        (await Store.Users.GetByName("TWO", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_user_may_keep_or_change_the_own_name_and_the_old_one_is_free_again()
    {
        await Put(new PutUser(Named(Ada, "ada")));
        await Put(new PutUser(Named(Ada, "ADA")));
        await Put(new PutUser(Named(Ada, "lovelace")));
        await Put(new PutUser(Named(Bob, "ada")));
        (await Store.Users.GetByName("ada", Cancel))!.Profile.Id.ShouldBe(Bob);
    }

    [Fact]
    public async Task An_address_belongs_to_one_account_and_many_may_have_none()
    {
        await Put(new PutUser(Named(Ada, "ada") with { Email = "a@example.org" }));
        await Put(new PutUser(Named(Bob, "bob")), new PutUser(Named(new UserId(1), "one")));
        await Should.ThrowAsync<UniqueViolationException>(Put(new PutUser(Named(Bob, "bob") with { Email = "A@example.org" })));
    }

    [Fact]
    public async Task Profiles_are_those_of_the_users_that_exist()
    {
        await Put(new PutUser(Named(Ada, "ada")), new PutUser(Named(Bob, "bob")));
        var profiles = await Store.Users.Profiles([Bob, new UserId(9), Ada], Cancel);
        profiles.Select(profile => profile.Username).Order().ShouldBe(["ada", "bob"]);
    }

    [Fact]
    public async Task Tokens_are_found_by_hash_and_by_user_and_revoked_one_or_all()
    {
        TokenRow Token(byte first, UserId user) =>
            new([first, 0, 255], user, DateTimeOffset.UnixEpoch.AddSeconds(first), $"client {first}");
        await Put(new PutToken(Token(1, Ada)), new PutToken(Token(2, Ada)), new PutToken(Token(3, Bob)), new PutToken(Token(3, Bob)));
        ShouldBeTheSame(await Store.Users.GetToken([1, 0, 255], Cancel), Token(1, Ada));
        (await Store.Users.GetToken([1, 0], Cancel)).ShouldBeNull();
        ShouldBeTheSame(await Store.Users.TokensOf(Ada, Cancel), new[] { Token(1, Ada), Token(2, Ada) });
        await Put(new DeleteToken([1, 0, 255]));
        (await Store.Users.TokensOf(Ada, Cancel)).Count.ShouldBe(1);
        await Put(new PutToken(Token(4, Ada)), new DeleteTokensOf(Ada, [4, 0, 255]));
        ShouldBeTheSame(await Store.Users.TokensOf(Ada, Cancel), new[] { Token(4, Ada) });
        await Put(new DeleteTokensOf(Ada));
        (await Store.Users.TokensOf(Ada, Cancel)).ShouldBeEmpty();
        (await Store.Users.TokensOf(Bob, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_application_is_read_back_and_goes_with_its_bots_tokens_but_not_the_bot()
    {
        var full = Full<ApplicationRow>() with { Id = new ApplicationId(5), Owner = Ada };
        var bare = Bare<ApplicationRow>() with { Id = new ApplicationId(6), Owner = Ada };
        var bot = new UserId(5);
        await Put(new PutApplication(full), new PutApplication(bare), new PutUser(Named(bot, "robo")));
        await Put(new PutToken(new TokenRow([1], bot, DateTimeOffset.UnixEpoch, "bot")));
        ShouldBeTheSame(await Store.Users.GetApplication(full.Id, Cancel), full);
        ShouldBeTheSame(await Store.Users.ApplicationsOf(Ada, Cancel), new[] { full, bare });
        await Put(new DeleteApplication(full.Id));
        (await Store.Users.GetApplication(full.Id, Cancel)).ShouldBeNull();
        (await Store.Users.TokensOf(bot, Cancel)).ShouldBeEmpty();
        (await Store.Users.Get(bot, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Read_states_keep_the_last_word_for_each_channel()
    {
        PutReadState Read(UserId user, ChannelId channel, ulong message, int mentions) =>
            new(user, new ReadStateRow(channel, new MessageId(message), mentions));
        await Put(Read(Ada, General, 1, 3), Read(Ada, Garden, 2, 0));
        await Put(Read(Ada, General, 9, 0), Read(Bob, General, 1, 0));
        var states = await Store.Users.ReadStates(Ada, Cancel);
        states.OrderBy(state => state.Channel.Number).ShouldBe([Read(Ada, General, 9, 0).State, Read(Ada, Garden, 2, 0).State]);
    }

    private static UserRow Named(UserId id, string name) => new() { Profile = new UserPayload { Id = id, Username = name } };
}
