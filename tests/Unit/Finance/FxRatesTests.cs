using Entrepot.Finance;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Features;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Finance;

[Storage]
public sealed class FxRatesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory]
    [InlineData("2026-11-02", "2026-04-13", "USD", 1_168_400)] // The newest that came with the product.
    [InlineData("2025-06-30", "2025-06-30", "USD", 1_172_000)]
    [InlineData("2025-07-14", "2025-06-30", "USD", 1_172_000)]
    [InlineData("2026-11-02", "2026-04-13", "AED", 4_290_949)] // 1.1684 × 3.6725: held by its central bank.
    [InlineData("2025-12-31", "2025-12-31", "BGN", 1_955_800)] // Published until it became the euro.
    [InlineData("2026-01-30", "2026-01-30", "BGN", 1_955_830)]
    public async Task The_latest_rates_on_or_before_the_day_are_used(string asked, string day, string currency, long rateE6)
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        var table = await AsOfAsync(database, asked);

        table.Day.ShouldBe(DateOnly.Parse(day));
        table.RatesE6[currency].ShouldBe(rateE6);
        table.Source.ShouldContain("European Central Bank");
    }

    [Fact]
    public async Task Before_the_first_known_day_converting_is_refused_and_not_guessed()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        (await AsOfAsync(database, "2010-12-01")).Convert(new(100, "GBP"), "EUR").Problem!.Code.ShouldBe("money.no_rate");
    }

    [Fact]
    public async Task Imported_rates_are_used_at_once_and_a_file_may_come_twice()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        (await AsOfAsync(database, "2026-11-02")).Day.ShouldBe(new(2026, 4, 13));
        const string file = "Date,USD,JPY,SIT,\n2026-10-30,1.2,180.5,N/A,\n2026-10-29,1.1,180,N/A,\n";

        (await ImportAsync(database, file)).Value.ShouldBe(new(2, 4, new DateOnly(2026, 10, 30)));
        (await ImportAsync(database, file)).Value.ShouldBe(new(0, 0, null));

        var table = await AsOfAsync(database, "2026-11-02");
        table.Day.ShouldBe(new(2026, 10, 30));
        table.Convert(new(1000, "USD"), "EUR").Value.ShouldBe(new Money(833, "EUR"));
        table.Knows("SIT").ShouldBeFalse();
    }

    [Fact]
    public async Task The_file_of_one_day_is_read_as_well_as_the_history()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        (await ImportAsync(database, "Date, USD, JPY, \n30 October 2026, 1.2000, 180.50, \n")).Value.ShouldBe(new(1, 2, new DateOnly(2026, 10, 30)));
    }

    [Theory]
    [InlineData("Order,Amount\n1,2", "finance.not_an_ecb_file")]
    [InlineData("", "finance.not_an_ecb_file")]
    [InlineData("Date,USD\nyesterday,1.2", "finance.bad_rate_day")]
    [InlineData("Date,USD\n2026-10-30,-1.2", "finance.bad_rate")]
    [InlineData("Date,USD\n2026-10-30,\"1,2\"", "finance.bad_rate")]
    [InlineData("Date,USD\n2026-10-30,1.2\n2026-10-30,1.3", "finance.rate_twice")]
    public async Task A_file_that_is_something_else_is_refused_whole(string file, string problem)
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        (await ImportAsync(database, file)).Problem!.Code.ShouldBe(problem);
        (await AsOfAsync(database, "2026-11-02")).Day.ShouldBe(new(2026, 4, 13));
    }

    [Fact]
    public async Task The_whole_history_of_the_ecb_is_imported()
    {
        var path = SharedData.Find("reference/fx/eurofxref-hist.csv");
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        var imported = (await ImportAsync(database, await File.ReadAllTextAsync(path, Ct))).Value;

        imported.Days.ShouldBe(6983);
        var table = await AsOfAsync(database, "2010-12-05"); // A Sunday: Friday's rates.
        table.Day.ShouldBe(new(2010, 12, 3));
        table.RatesE6["GBP"].ShouldBe(848_000);
    }

    private static async Task<FxTable> AsOfAsync(TestDatabase database, string day)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IFxRates>().AsOfAsync(DateOnly.Parse(day), Ct);
    }

    private static async Task<Result<FxImported>> ImportAsync(TestDatabase database, string file)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ImportFxRates>().RunAsync(new StringReader(file), Ct);
    }
}
