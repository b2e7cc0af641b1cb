using Entrepot.Platform.Approvals;
using Entrepot.Platform.Security;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>Drafts of rules on what came in, and their publication by two people.</summary>
[Storage]
public sealed class RuleSimulationTests
{
    private const string Draft = """{"rules": [{"name": "Germany", "when": {"all": [{"field": "ship_to.country", "eq": "DE"}, {"field": "lines.available", "gte": 0}]}, "then": {"tag": "de", "note": "Seen.", "block_warehouses": ["FRA"]}}]}""";

    [Fact]
    public async Task A_draft_shows_what_it_would_have_done_to_past_orders_and_writes_nothing()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2") with { ShipTo = Goods.London }, Goods.AnOrder("A-3"));
        var before = await world.StandingAsync("A-1", "A-2", "A-3");
        (await As(world, 7, provider => provider.GetRequiredService<EditRules>().SaveDraftAsync(Draft, World.Ct))).ShouldBe(Result.Ok);

        var ran = (await As(world, 7, provider => provider.GetRequiredService<SimulatePast>().RunAsync(null, 100, null, World.Ct))).Value;

        (ran.Orders, ran.Different).ShouldBe((3, 2));
        var tag = ran.Effects.Single(effect => effect.Kind == "tag");
        (tag.Value, tag.Published, tag.Tried, tag.Gained, tag.Lost).ShouldBe(("de", 0, 2, 2, 0));
        tag.Examples.Select(example => example.Number).ShouldBe([before[2].Page.Number, before[0].Page.Number]);
        ran.Rules.Single().Value.ShouldBe("Germany");
        (await As(world, 7, provider => provider.GetRequiredService<SimulatePast>().RunAsync(null, 2, null, World.Ct))).Value.Orders.ShouldBe(2);
        (await world.StandingAsync("A-1")).Timeline.ShouldNotContain("noted_by_rule");
    }

    [Fact]
    public async Task The_journey_carries_out_notes_and_blocked_warehouses()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await As(world, 7, provider => provider.GetRequiredService<EditRules>().PublishFirstAsync(Draft, "", World.Ct));

        var standing = await world.OneAsync(Goods.AnOrder("A-1"));

        standing.Timeline.ShouldContain("noted_by_rule");
        standing.Warehouses.ShouldNotContain("FRA");
    }

    [Fact]
    public async Task Where_the_company_wants_it_another_person_publishes_and_rolls_back()
    {
        await using var world = await World.OpenAsync();
        foreach (var name in new[] { "lin", "omar" })
            await world.AsAsync(provider => provider.GetRequiredService<IIdentitySetup>().CreateUserAsync(provider.GetRequiredService<CurrentUser>().Tenant, new(name, name, "a long enough pass phrase 1!", Role.Operator), World.Ct));
        await As(world, 7, provider => provider.GetRequiredService<EditRules>().SaveDraftAsync(Draft, World.Ct));
        (await As(world, 7, provider => provider.GetRequiredService<PublishRules>().DraftAsync("first", World.Ct))).Value.ShouldBe(new(1, null), "it is off until the company switches it on");
        (await As(world, 7, provider => provider.GetRequiredService<ApprovalPolicies>().SetAsync(new(PublishRules.Approved.Key, true, null, 7), "two eyes see less", World.Ct))).ShouldBe(Result.Ok);
        await As(world, 7, provider => provider.GetRequiredService<EditRules>().SaveDraftAsync(Draft.Replace("\"de\"", "\"germany\"", StringComparison.Ordinal), World.Ct));

        var asked = (await As(world, 7, provider => provider.GetRequiredService<PublishRules>().DraftAsync("clearer", World.Ct))).Value.Approval!.Value;
        (await VersionAsync(world)).ShouldBe(1);
        (await As(world, 7, provider => provider.GetRequiredService<ApprovalDesk>().ApproveAsync(asked, "", World.Ct))).Problem!.Code.ShouldBe("approvals.own_request");
        (await As(world, 8, provider => provider.GetRequiredService<ApprovalDesk>().ApproveAsync(asked, "", World.Ct))).ShouldBe(Result.Ok);
        (await VersionAsync(world)).ShouldBe(2);
        (await As(world, 7, provider => provider.GetRequiredService<EditRules>().DraftAsync(World.Ct))).ShouldBeNull("what was published is no draft any more");

        var back = (await As(world, 8, provider => provider.GetRequiredService<PublishRules>().BackToAsync(1, World.Ct))).Value.Approval!.Value;
        (await As(world, 7, provider => provider.GetRequiredService<ApprovalDesk>().ApproveAsync(back, "", World.Ct))).ShouldBe(Result.Ok);
        (await As(world, 7, provider => provider.GetRequiredService<RuleVersions>().RowsAsync(World.Ct))).Select(row => (row.Number, row.PublishedBy, row.IsCurrent)).ShouldBe([(3, "8, 7", true), (2, "7, 8", false), (1, "7", false)]);
        (await As(world, 7, provider => provider.GetRequiredService<RuleVersions>().ChangesAsync(1, 3, World.Ct))).Value.Rules.ShouldBeEmpty();
        (await As(world, 7, provider => provider.GetRequiredService<RuleVersions>().ChangesAsync(null, 2, World.Ct))).Value.Rules.Single().Lines.ShouldContain("germany");
        (await As(world, 7, provider => provider.GetRequiredService<PublishRules>().BackToAsync(9, World.Ct))).Problem!.Code.ShouldBe("rules.version_not_found");
    }

    private static Task<int> VersionAsync(World world) => world.AsAsync(async provider => (await provider.GetRequiredService<IRuleBook>().CurrentAsync(World.Ct)).Version);

    private static Task<T> As<T>(World world, long user, Func<IServiceProvider, Task<T>> act) => world.AsAsync(provider =>
    {
        var current = provider.GetRequiredService<CurrentUser>();
        current.Become(current.Tenant, user, user.ToString(System.Globalization.CultureInfo.InvariantCulture), ["*"]);
        return act(provider);
    });
}
