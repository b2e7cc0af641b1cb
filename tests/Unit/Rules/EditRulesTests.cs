using System.Text;
using Entrepot.Kernel;
using Entrepot.Rules;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Features;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Rules.Facts;

namespace Entrepot.Unit.Rules;

[Storage]
public sealed class EditRulesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_company_without_rules_lets_everything_pass()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());

        var rules = await CurrentAsync(database);

        rules.Version.ShouldBe(0);
        rules.Evaluate(AnOrder()).Trace.Detail.ShouldBe("There are no rules.");
    }

    [Fact]
    public async Task A_draft_decides_nothing_until_it_is_published_as_a_new_version()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());

        await SaveAsync(database, Tagging("first"));
        (await CurrentAsync(database)).Version.ShouldBe(0);

        (await WithAsync(database, edit => edit.PublishAsync("why", Ct))).Value.ShouldBe(1);
        (await CurrentAsync(database)).Evaluate(AnOrder()).Tags.ShouldBe(["first"]);

        await SaveAsync(database, Tagging("second"));
        (await CurrentAsync(database)).Evaluate(AnOrder()).Tags.ShouldBe(["first"]);
        (await WithAsync(database, edit => edit.PublishAsync("", Ct))).Value.ShouldBe(2);
        (await CurrentAsync(database)).Evaluate(AnOrder()).Tags.ShouldBe(["second"]);
    }

    [Fact]
    public async Task Publishing_twice_makes_one_version()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await SaveAsync(database, Tagging("first"));
        await WithAsync(database, edit => edit.PublishAsync("", Ct));

        (await WithAsync(database, edit => edit.PublishAsync("", Ct))).Problem!.Code.ShouldBe("rules.no_draft");
        (await CurrentAsync(database)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_that_does_not_compile_is_not_saved()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());

        (await WithAsync(database, edit => edit.SaveDraftAsync("""{"rules": [{"name": "A", "when": {"field": "x"}, "then": {"tag": "a"}}]}""", Ct))).Problem!.Code.ShouldBe("rules.unknown_field");
        (await WithAsync(database, edit => edit.DraftAsync(Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_draft_that_was_overtaken_is_not_published_over_the_newer_version()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await SaveAsync(database, Tagging("mine"));
        await WithAsync(database, edit => edit.PublishFirstAsync(Tagging("theirs"), "", Ct));

        (await WithAsync(database, edit => edit.PublishAsync("", Ct))).Problem!.Code.ShouldBe("rules.published_meanwhile");
        (await CurrentAsync(database)).Evaluate(AnOrder()).Tags.ShouldBe(["theirs"]);

        await SaveAsync(database, Tagging("mine"));
        (await WithAsync(database, edit => edit.PublishAsync("", Ct))).Value.ShouldBe(2);
    }

    [Fact]
    public async Task An_old_version_comes_back_as_a_draft()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        foreach (var tag in new[] { "first", "second" })
        {
            await SaveAsync(database, Tagging(tag));
            await WithAsync(database, edit => edit.PublishAsync("", Ct));
        }

        (await WithAsync(database, edit => edit.RestoreAsync(9, Ct))).Problem!.Code.ShouldBe("rules.version_not_found");
        (await WithAsync(database, edit => edit.RestoreAsync(1, Ct))).IsOk.ShouldBeTrue();
        (await WithAsync(database, edit => edit.PublishAsync("", Ct))).Value.ShouldBe(3);

        (await CurrentAsync(database)).Evaluate(AnOrder()).Tags.ShouldBe(["first"]);
    }

    [Fact]
    public async Task The_rules_of_one_company_do_not_decide_for_another()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await WithAsync(database, edit => edit.PublishFirstAsync(Tagging("ours"), "", Ct));
        (await CurrentAsync(database)).Version.ShouldBe(1);

        await using var scope = database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<IRuleBook>().CurrentAsync(Ct)).Version.ShouldBe(0);
    }

    [Fact]
    public async Task The_rules_that_come_with_the_product_are_published_once_and_hold_what_is_dear()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        for (var i = 0; i < 2; i++)
        {
            await using var scope = database.As(TestDatabase.Ours);
            (await scope.ServiceProvider.GetRequiredService<IRuleSetup>().PublishDefaultsAsync(Ct)).IsOk.ShouldBeTrue();
        }

        var rules = await CurrentAsync(database);
        var outcome = rules.Evaluate(AnOrder());

        rules.Version.ShouldBe(1);
        outcome.Hold!.Code.ShouldBe("rules.high_value");
        outcome.Priority.ShouldBe(100);
        outcome.Tags.ShouldBe(["high-value", "vip", "gift", "battery", "po-box"]);
    }

    [Fact]
    public async Task A_simulation_shows_both_outcomes_and_whether_they_differ()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await WithAsync(database, edit => edit.PublishFirstAsync(Tagging("today"), "", Ct));
        await SaveAsync(database, """{"rules": [{"name": "Tag", "when": {"field": "ship_to.country", "eq": "FR"}, "then": {"tag": "today"}}]}""");

        var answers = await SimulateAsync(database, """{"orders": [{"ship_to": {"country": "FR"}}, {"ship_to": {"country": "DE"}, "payment": "partly_refunded", "lines": [{"sku": "CUP", "has_battery": true}]}]}""");

        answers.Value.Select(answer => (answer.IsDifferent, answer.Published.Tags.Count, answer.Tried.Tags.Count)).ShouldBe([(false, 1, 1), (true, 1, 0)]);
        answers.Value[0].Tried.Matched.Single().Why.ShouldBe("ship_to.country eq 'FR'");
    }

    [Theory]
    [InlineData("""{"orders": []}""", "rules.wrong_shape")]
    [InlineData("""{"orders": [{"shipto": {}}]}""", "rules.not_json")]
    [InlineData("""{"rules": {"rules": [{"name": "A", "when": {"field": "x"}, "then": {"stop": true}}]}, "orders": [{}]}""", "rules.unknown_field")]
    public async Task A_simulation_that_cannot_be_understood_is_refused(string body, string code)
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());

        (await SimulateAsync(database, body)).Problem!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_page_shows_each_rule_with_its_condition_and_what_it_does()
    {
        var view = new RulesView(3, TestDatabase.Noon, "Mia", [new("High value", true, "Lin", "always", "hold rules.high_value")], HasDraft: true, "{}");

        var html = await Ui.Kit.RenderAsync<RulesPage>(new { View = view });

        html.ShouldContain("Version 3");
        html.ShouldContain("hold rules.high_value");
        html.ShouldContain("action=\"/rules/publish\"");
        (await Ui.Kit.RenderAsync<RulesPage>(new { View = view }, permissions: ["rules.view"])).ShouldNotContain("/rules/publish");
    }

    private static string Tagging(string tag) => $$"""{"rules": [{"name": "Tag", "when": {}, "then": {"tag": "{{tag}}"} }]}""";

    private static async Task SaveAsync(TestDatabase database, string document) => (await WithAsync(database, edit => edit.SaveDraftAsync(document, Ct))).Problem.ShouldBeNull();

    private static async Task<T> WithAsync<T>(TestDatabase database, Func<EditRules, Task<T>> act)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider.GetRequiredService<EditRules>());
    }

    private static async Task<IRuleSet> CurrentAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IRuleBook>().CurrentAsync(Ct);
    }

    private static async Task<Result<IReadOnlyList<SimulatedOrder>>> SimulateAsync(TestDatabase database, string body)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<SimulateRules>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), Ct);
    }
}
