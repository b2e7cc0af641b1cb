using System.Collections.Frozen;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Finance.Domain;

/// <param name="Class"><c>asset</c>, <c>liability</c>, <c>equity</c>, <c>revenue</c> or <c>expense</c>.</param>
/// <param name="Normal">The side on which the account grows.</param>
internal sealed record Account(string Number, string Name, string Class, Side Normal);

/// <summary>The accounts that vouchers may name: the table <c>Rules/accounts.tsv</c>.</summary>
internal static class ChartOfAccounts
{
    public const string ChannelReceivable = "1200";
    public const string Inventory = "1400";
    public const string CarriersPayable = "2100";
    public const string FreightAccrued = "2110";
    public const string SalesTaxPayable = "2300";
    public const string DutyPayable = "2310";
    public const string ImportTaxPayable = "2320";
    public const string CustomsFeesPayable = "2330";
    public const string FreightRevenue = "4000";
    public const string SalesOfGoods = "4100";
    public const string DiscountsGiven = "4190";
    public const string CostOfGoodsSold = "5000";
    public const string FreightCost = "5100";
    public const string DutyBorne = "5200";
    public const string ImportTaxBorne = "5210";
    public const string CustomsFeesBorne = "5220";

    public static IReadOnlyList<Account> All { get; } = [.. RuleFile.Rows(typeof(ChartOfAccounts).Assembly, "accounts.tsv")
        .Select(row => new Account(row[0], row[1], row[2], row[3] == "debit" ? Side.Debit : Side.Credit))];

    private static readonly FrozenDictionary<string, Account> ByNumber = All.ToFrozenDictionary(account => account.Number, StringComparer.Ordinal);

    public static bool Has(string number) => ByNumber.ContainsKey(number);

    public static string NameOf(string number) => ByNumber.TryGetValue(number, out var account) ? account.Name : number;
}
