using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Features;
using Entrepot.Insights.Features.Working;
using Entrepot.Inventory.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Entrepot.Unit.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Insights;

/// <summary>Codes that the product keeps are shown to people as words, in every language.</summary>
[Storage]
public sealed partial class CodesInWordsTests
{
    [Fact]
    public async Task Every_kind_of_work_has_a_word_and_everything_that_is_recorded_is_named()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        await using var scope = host.Services.CreateAsyncScope();

        var kinds = scope.ServiceProvider.GetServices<IWorkHandler>().Select(handler => handler.Kind)
            .Concat(scope.ServiceProvider.GetServices<IExternalWork>().Select(work => work.Kind)).Distinct().ToList();
        kinds.Count.ShouldBeGreaterThan(20);
        kinds.Where(kind => WorkKindView.Of(kind) is null).ShouldBeEmpty("add a word to WorkKindView");
        ShouldBeTranslated(kinds.Select(kind => WorkKindView.Of(kind)!));

        var named = host.Services.GetServices<Audited>().ToList();
        Sources().SelectMany(file => Subject().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Except(named.Select(kind => kind.Subject)).ShouldBeEmpty("name it with AddAudited");
        ShouldBeTranslated(named.Select(kind => kind.Word));
    }

    [Fact]
    public void Every_cause_of_a_movement_of_stock_has_a_word()
    {
        var causes = Sources().Where(file => StockModules().IsMatch(file)).SelectMany(file => Cause().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();

        causes.ShouldContain("receipt");
        causes.Where(cause => MovementRow.WordOfCause(cause + "/1") is null).ShouldBeEmpty("add a word to MovementRow.WordOfCause");
        ShouldBeTranslated(causes.Select(cause => MovementRow.WordOfCause(cause)!));
        (MovementRow.WordOfCause("SO-0000001"), MovementRow.RestOfCause("SO-0000001"), MovementRow.RestOfCause("receipt/55")).ShouldBe((null, "SO-0000001", "55"));
    }

    [Fact]
    public void Every_kind_of_voucher_has_a_word()
    {
        var kinds = Sources().Where(file => file.EndsWith("PostingRules.cs", StringComparison.Ordinal)).SelectMany(file => VoucherKind().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();

        kinds.Order(StringComparer.Ordinal).ShouldBe(["delivered", "placed", "shipped"]);
        kinds.Where(kind => VoucherKindView.WordOf(kind) is null).ShouldBeEmpty();
        ShouldBeTranslated(kinds.SelectMany(kind => new[] { VoucherKindView.WordOf(kind)!, "Reversal of: {0}", "{0}, journey {1}" }));
    }

    [Theory]
    [InlineData("placed", "Sale")]
    [InlineData("placed/2", "Sale, journey 2")]
    [InlineData("shipped/77/reversed", "Reversal of: Goods out")]
    [InlineData("something/new", "something/new")]
    public void A_voucher_says_what_it_is(string kind, string said) => VoucherKindView.Say(new(new([], Microsoft.Extensions.Logging.Abstractions.NullLogger<Entrepot.Platform.Ui.Words>.Instance)), kind).ShouldBe(said);

    private static void ShouldBeTranslated(IEnumerable<string> words)
    {
        foreach (var language in WordFile.Languages)
            words.Except(WordFile.Projects.SelectMany(project => WordFile.Keys(project, language))).ShouldBeEmpty(language);
    }

    private static IEnumerable<string> Sources([CallerFilePath] string here = "") =>
        Directory.GetFiles(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src")), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex("const string Subject = \"([a-z_-]+)\"")]
    private static partial Regex Subject();

    /// <summary>Who moves stock.</summary>
    [GeneratedRegex("/Modules/(Inventory|Warehouse)/|/Server/Demo/|/Sandbox/Crew/")]
    private static partial Regex StockModules();

    [GeneratedRegex("(?:[cC]ause = (?:\\$|string\\.Create\\(CultureInfo\\.InvariantCulture, \\$)?\"|\\$\"(?=(?:transfer|fulfilment|short|lorry|opening)/\\{))([a-z-]+)")]
    private static partial Regex Cause();

    [GeneratedRegex("\"([a-z]+)(?:/\\{|\", facts\\.Date|\" :)")]
    private static partial Regex VoucherKind();
}
