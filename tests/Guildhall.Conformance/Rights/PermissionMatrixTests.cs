using System.Text;
using Guildhall.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Rights;

/// <summary>
/// Who may do what: every operation of a guild called by eight people on the real server, held against the table that
/// docs/permission-matrix.md shows. After a wanted change run once with GUILDHALL_WRITE_GOLDEN=1 and read the difference.
/// </summary>
public sealed class PermissionMatrixTests
{
    private const string Head = """
        # Who may do what

        Every operation on a guild, called on a running server by eight people. `yes` is a success; a number is the code of the
        refusal: 50001 Missing Access, 50013 Missing Permissions, 10004 Unknown Guild, and so on. Everybody else finds the call
        prepared so that only who calls can be the reason. This file is written by the tests and held against every build.

        - **owner** made the guild; **administrator** has a role with ADMINISTRATOR.
        - **moderator** has a role with KICK_MEMBERS, BAN_MEMBERS, MODERATE_MEMBERS, MANAGE_MESSAGES, MANAGE_NICKNAMES, MANAGE_THREADS,
          VIEW_AUDIT_LOG, MUTE_MEMBERS, DEAFEN_MEMBERS, MOVE_MEMBERS and PIN_MESSAGES.
        - **bot** was added with no permissions of its own; **member** has what @everyone has in a new guild.
        - **timed out** is a member who is; **banned** was one; **outsider** never was.

        """;

    private const string RefusalsHead = """
        # How wrong calls are refused

        Every operation on a guild, called as the owner with one thing wrong: without a token, with each id of the path unknown, with
        a body that is no object, and with each field of a body of a wrong kind. Numbers are error codes (50035 is an invalid form
        that names the field, 0 and 401 go together); `yes` means that the call succeeds, since what is wrong does not matter to it.
        This file is written by the tests and held against every build.

        """;

    [Fact]
    public async Task Everybody_may_do_exactly_what_the_matrix_says()
    {
        await using var house = await TestHouse.Start();
        var world = await MatrixWorld.Of(house);
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        table.Append("\n| operation | ").AppendJoin(" | ", MatrixWorld.Actors).Append(" |\n|---|").Insert(table.Length, "---|", MatrixWorld.Actors.Length).Append('\n');
        foreach (var operation in MatrixOperations.All)
            table.Append("| ").Append(operation.Route.Split('?')[0]).Append(" | ").AppendJoin(" | ", await world.Row(operation)).Append(" |\n");
        await Golden.Hold(table.ToString(), "permission-matrix.md");
    }

    [Fact]
    public async Task What_is_wrong_with_a_call_is_answered_as_the_table_says()
    {
        await using var house = await TestHouse.Start();
        var world = await MatrixWorld.Of(house);
        var table = new StringBuilder(RefusalsHead.ReplaceLineEndings("\n"));
        table.Append("\n| operation | no token | unknown ids | body is no object | fields of a wrong kind |\n|---|---|---|---|---|\n");
        foreach (var operation in MatrixOperations.All)
            table.Append("| ").Append(operation.Route.Split('?')[0]).Append(" | ").AppendJoin(" | ", await world.Refusals(operation)).Append(" |\n");
        await Golden.Hold(table.ToString(), "refusals.md");
    }

    [Fact]
    public async Task Every_operation_on_a_guild_is_in_the_matrix()
    {
        await using var house = await TestHouse.Start();
        var listed = MatrixOperations.All.Select(operation => operation.Route.Split('?')[0]).ToHashSet();
        var missing = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText}")
            .Where(route => route.Contains(" /api/", StringComparison.Ordinal))
            .Select(route => route.Replace(" /api/", " /", StringComparison.Ordinal))
            .Where(route => route.Contains("/{guild_id}", StringComparison.Ordinal) || route.Contains("/channels/{channel_id}", StringComparison.Ordinal))
            .Where(route => !listed.Contains(route) && !MatrixOperations.NotOfGuilds.Contains(route))
            .Order(StringComparer.Ordinal)
            .ToArray();
        missing.ShouldBeEmpty();
    }
}
