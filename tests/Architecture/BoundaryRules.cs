namespace Entrepot.Architecture;

/// <summary>What keeps modules apart.</summary>
internal static class BoundaryRules
{
    public static readonly Rule[] All =
    [
        new("Every project stands on a floor", Boundaries.ProjectsWithoutAFloor)
        {
            Breaks = [("src/Modules/Loyalty/Loyalty.csproj", "<Project />")],
            Keeps = [("src/Kernel/Kernel.csproj", "<Project />")],
        },
        new("References point down", Boundaries.ReferencesThatDoNotPointDown)
        {
            Breaks =
            [
                ("src/Kernel/Kernel.csproj", Referring("../Platform/Platform.csproj")),
                ("src/Modules/Inventory/Inventory.csproj", Referring(@"..\Transport\Transport.csproj")), // The same floor.
                ("src/Modules/Finance/Finance.csproj", Referring("../Orders/Orders.csproj")),
            ],
            Keeps =
            [
                ("src/Platform/Platform.csproj", Referring("../Kernel/Kernel.csproj")),
                ("src/Modules/Orders/Orders.csproj", Referring("../Finance/Finance.csproj")),
            ],
        },
        new("A module shows only its contracts", Boundaries.PublicInsides)
        {
            Breaks =
            [
                ("src/Modules/Tax/Domain/Rate.cs", "public sealed record Rate(long Ppm);"),
                ("src/Modules/Tax/Features/TaxRates.cs", "public class TaxRates;"),
                ("src/Journey/Traveller.cs", "public readonly record struct Traveller;"),
                ("src/Modules/Tax/Domain/Charge.cs", "public delegate long Charge(long amount);"),
            ],
            Keeps =
            [
                ("src/Modules/Tax/Contracts/ITaxRates.cs", "public interface ITaxRates;"),
                ("src/Modules/Tax/TaxModule.cs", "public sealed class TaxModule;"),
                ("src/Modules/Tax/Features/RateView.cs", "public sealed record RateView(long Ppm);"),
                ("src/Modules/Tax/Domain/Rate.cs", "internal sealed record Rate(long Ppm)\n{\n    public long Half => Ppm / 2;\n}"),
            ],
        },
        new("No module names the inside of another", Boundaries.NamesOfForeignInsides)
        {
            Breaks =
            [
                new(("src/Modules/Tax/Tax.csproj", "<Project />"), ("src/Modules/Orders/Domain/Order.cs", "using Entrepot.Tax.Domain;")),
                new(("src/Modules/Tax/Tax.csproj", "<Project />"), ("src/Modules/Orders/Features/OrderPage.razor", "@using static Entrepot.Tax.Data.TaxSql")),
                new(("src/Modules/Tax/Tax.csproj", "<Project />"), ("src/Journey/Stages/PostVouchers.cs", "        var rate = Entrepot.Tax.Domain.Rate.None;")),
                new(("src/Modules/Tax/Tax.csproj", "<Project />"), ("src/Modules/Orders/Domain/Order.cs", "using Entrepot.Journey;")),
            ],
            Keeps =
            [
                new(("src/Modules/Tax/Tax.csproj", "<Project />"), ("src/Modules/Orders/Domain/Order.cs", "using Entrepot.Tax.Contracts;\nusing Entrepot.Kernel;\nusing Entrepot.Platform.Data;")),
                new(("src/Modules/Tax/Tax.csproj", "<Project />"), ("src/Modules/Tax/Features/TaxRates.cs", "using Entrepot.Tax.Domain;")),
            ],
        },
        new("Every contract says what it is for", Boundaries.ContractsWithoutAWord)
        {
            Breaks = [("src/Modules/Tax/Contracts/ITaxRates.cs", "namespace Entrepot.Tax.Contracts;\n\npublic interface ITaxRates\n{\n}")],
            Keeps = [("src/Modules/Tax/Contracts/ITaxRates.cs", "/// <summary>Rates of one day.</summary>\npublic interface ITaxRates\n{\n}")],
        },
        new("No lazy sequence crosses a module's border", Boundaries.LazyContracts)
        {
            Breaks =
            [
                ("src/Modules/Tax/Contracts/ITaxRates.cs", "    IEnumerable<long> Of(string country);"),
                ("src/Modules/Tax/Contracts/ITaxRates.cs", "    IQueryable<TaxRate> All { get; }"),
            ],
            Keeps =
            [
                ("src/Modules/Tax/Contracts/ITaxRates.cs", "    IReadOnlyList<long> Of(string country);"),
                ("src/Modules/Tax/Domain/Rates.cs", "    private IEnumerable<long> Dated() => [];"),
            ],
        },
    ];

    private static string Referring(string project) => $"""<Project><ItemGroup><ProjectReference Include="{project}" /></ItemGroup></Project>""";
}
