using Guildhall.Community.Applications;
using Guildhall.Community.Roles.Linked;

namespace Guildhall.Community.Tests.OAuth;

public sealed class LinkedRoleRulesTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 31, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, "3", "3", true)]
    [InlineData(1, "4", "3", false)]
    [InlineData(2, "3", "3", true)]
    [InlineData(2, "2", "3", false)]
    [InlineData(3, "3", "3", true)]
    [InlineData(3, "03", "3", true)]
    [InlineData(4, "3", "3", false)]
    [InlineData(2, "many", "3", false)]
    [InlineData(5, "2025-03-01T00:00:00Z", "30", true)]
    [InlineData(5, "2025-03-02T00:00:00Z", "30", false)]
    [InlineData(6, "2025-03-02T00:00:00Z", "30", true)]
    [InlineData(6, "not a day", "30", false)]
    [InlineData(7, "1", "1", true)]
    [InlineData(7, "0", "1", false)]
    [InlineData(8, "0", "1", true)]
    [InlineData(8, "maybe", "1", false)]
    [InlineData(9, "1", "1", false)]
    public void A_value_is_compared_as_its_record_says(int type, string value, string wanted, bool isMet)
    {
        var rule = new LinkedRoleRulePayload("application", new ApplicationId(5)) { ConnectionMetadataField = "field", Operator = type, Value = wanted };
        LinkedRoleRules.IsMet(rule, new RoleConnectionPayload { Metadata = new Dictionary<string, string> { ["field"] = value } }, Now).ShouldBe(isMet);
        LinkedRoleRules.IsMet(rule, new RoleConnectionPayload(), Now).ShouldBeFalse();
    }

    [Fact]
    public void A_rule_without_a_field_wants_to_be_known_at_all()
    {
        var rule = new LinkedRoleRulePayload("application", new ApplicationId(5));
        LinkedRoleRules.IsMet(rule, new RoleConnectionPayload(), Now).ShouldBeFalse();
        LinkedRoleRules.IsMet(rule, new RoleConnectionPayload { PlatformName = "Mill" }, Now).ShouldBeTrue();
    }
}
