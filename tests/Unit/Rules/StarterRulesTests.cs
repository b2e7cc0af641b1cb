using Entrepot.Rules;
using Entrepot.Rules.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Rules;

/// <summary>The sets of rules that a company may begin with.</summary>
[Storage]
public sealed class StarterRulesTests
{
    [Fact]
    public async Task Every_set_compiles_beside_the_others_and_taken_twice_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await using var scope = database.As(TestDatabase.Ours);
        var (starters, edit) = (scope.ServiceProvider.GetRequiredService<StarterRules>(), scope.ServiceProvider.GetRequiredService<EditRules>());
        StarterRules.Codes.Count.ShouldBe(5);

        foreach (var code in StarterRules.Codes) (await starters.TakeAsync(code, CancellationToken.None)).Problem.ShouldBeNull(code);
        var once = (await edit.DraftAsync(CancellationToken.None))!.Document;
        foreach (var code in StarterRules.Codes) await starters.TakeAsync(code, CancellationToken.None);

        (await edit.DraftAsync(CancellationToken.None))!.Document.ShouldBe(once);
        (await starters.TakeAsync("nothing", CancellationToken.None)).Problem!.Code.ShouldBe("rules.unknown_set");
        Facts.Compile(once).Value.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Notes_in_Chinese_and_English_are_understood()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await using var scope = database.As(TestDatabase.Ours);
        await scope.ServiceProvider.GetRequiredService<StarterRules>().TakeAsync("remark-keywords", CancellationToken.None);
        var rules = Facts.Compile((await scope.ServiceProvider.GetRequiredService<EditRules>().DraftAsync(CancellationToken.None))!.Document).Value;

        rules.Evaluate(Facts.AnOrder() with { BuyerNote = "麻烦改地址，谢谢" }).Hold!.Code.ShouldBe("rules.buyer_changes_address");
        rules.Evaluate(Facts.AnOrder() with { BuyerNote = "Please CANCEL my order" }).Hold!.Code.ShouldBe("rules.buyer_cancels");
        rules.Evaluate(Facts.AnOrder() with { BuyerNote = "尽快发货" }).Tags.ShouldBe(["urgent"]);
        rules.Evaluate(Facts.AnOrder() with { BuyerNote = "Thank you" }).Matched.ShouldBeEmpty();
    }
}
