namespace Entrepot.Architecture;

/// <summary>What every source file keeps.</summary>
internal static class SourceRules
{
    public static readonly Rule[] All =
    [
        new("No source file is longer than 400 lines", HouseRules.LongFiles)
        {
            Breaks =
            [
                ("src/Kernel/Money.cs", Lines(401)),
                ("src/Modules/Orders/Features/OrderListPage.razor", Lines(401)),
                ("src/Assets/src/css/lists.css", Lines(401)),
                ("tests/Unit/Journey/World.cs", Lines(401)),
            ],
            Keeps = [("src/Kernel/Money.cs", Lines(400)), ("src/Migrations/M0001Platform.cs", Lines(401))],
        },
        new("SQL stands only under Data", HouseRules.SqlOutsideData)
        {
            Breaks =
            [
                ("src/Modules/Tax/Features/TaxRates.cs", "db.QueryAsync(\"SELECT ppm FROM tax_rate\")"),
                ("src/Modules/Tax/Features/TaxRates.cs", "db.QueryAsync(\"\"\"\n    SELECT ppm, country\n    FROM tax_rate\n    \"\"\")"),
                ("src/Platform/Ui/Lists/Grid.razor", "@(\"delete from tax_rate where tenant_id = 1\")"),
                ("src/Modules/Tax/Domain/Rates.cs", "var sql = \"UPDATE tax_rate SET ppm = 0\";"),
            ],
            Keeps =
            [
                ("src/Modules/Tax/Data/TaxSql.cs", "public const string Read = \"SELECT ppm FROM tax_rate\";"),
                ("src/Modules/Tax/Features/TaxRates.cs", "words[\"Select a rate from the list\"]; // \"Update\" what was imported from it."),
            ],
        },
        new("Clock and chance stand only in the kernel", HouseRules.ClockAndChance)
        {
            Breaks =
            [
                ("src/Modules/Tax/Features/TaxRates.cs", "var now = DateTime.UtcNow;"),
                ("src/Modules/Tax/Features/TaxRatesPage.razor", "@DateTimeOffset.Now"),
                ("src/Platform/Work/WorkRunner.cs", "var id = Guid.NewGuid();"),
                ("src/Sandbox/Shops/ShopPeer.cs", "new Random(7).Next()"),
            ],
            Keeps =
            [
                ("src/Kernel/Chance.cs", "Random.Shared.Next()"),
                ("src/Modules/Tax/Features/TaxRates.cs", "var now = clock.GetUtcNow().UtcDateTime;"),
            ],
        },
        new("Refusals stand together in XxxProblems.cs", HouseRules.ScatteredRefusals)
        {
            Breaks =
            [
                ("src/Modules/Tax/Features/TaxRates.cs", "return Problem.NotFound(\"tax.no_rate\", \"There is no rate.\");"),
                ("src/Journey/Stages/QuoteTax.cs", "order.Hold(Name, Problem.Invalid(\n    \"tax.no_rate\", \"There is no rate.\"));"),
                ("src/Modules/Tax/Features/RatePage.razor", "<ProblemNote Problem=\"@(new Problem(ProblemKind.Invalid, \"tax.no_rate\", why))\" />"),
            ],
            Keeps =
            [
                ("src/Modules/Tax/Domain/TaxProblems.cs", "public static Problem NoRate() => Problem.NotFound(\"tax.no_rate\", \"There is no rate.\");"),
                ("src/Modules/Tax/Features/TaxRates.cs", "return TaxProblems.NoRate();"),
            ],
        },
        new("Nothing is left for later", HouseRules.LeftForLater)
        {
            Breaks =
            [
                ("src/Modules/Tax/Domain/Rates.cs", "// TODO: round"),
                ("src/Modules/Tax/Domain/Rates.cs", "throw new NotImplementedException();"),
                ("src/Modules/Tax/Domain/Rates.cs", "    #region Rounding"),
                ("src/Assets/src/grid.ts", "// FIXME"),
            ],
            Keeps = [("src/Modules/Tax/Domain/Rates.cs", "// A commercial invoice has todos of its own.")],
        },
        new("A rule file names its source first", HouseRules.RulesWithoutASource)
        {
            Breaks = [("src/Modules/Tax/Rules/vat.tsv", "country\tppm\nDE\t190000")],
            Keeps = [("src/Modules/Tax/Rules/vat.tsv", "# Source: Council Directive 2006/112/EC\ncountry\tppm")],
        },
        new("A folder's name says what stands in it", HouseRules.FoldersWithoutAnIdea)
        {
            Breaks = [("src/Modules/Tax/Helpers/Rounding.cs", ""), ("src/Platform/Common/Text.cs", "")],
            Keeps = [("src/Modules/Tax/Domain/Services.cs", "")],
        },
        new("Screens speak the glossary's words", HouseRules.ForeignWords)
        {
            Breaks =
            [
                ("src/Modules/Transport/Locales/zh-CN.json", "{\n  \"Print the shipment\": \"打印\"\n}"),
                ("src/Modules/Warehouse/Locales/zh-CN.json", "{\n  \"Fulfillment order\": \"履约单\"\n}"),
                ("src/Platform/Locales/es.json", "{\n  \"The order is canceled\": \"Pedido cancelado\"\n}"),
            ],
            Keeps = [("src/Platform/Locales/es.json", "{\n  \"The order is cancelled\": \"cancelado; color\"\n}")],
        },
    ];

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("line\n", count));
}
