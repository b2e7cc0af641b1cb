using System.Text;
using Entrepot.Customs;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Customs;

/// <summary>Editions in the database: once each, told apart from the one before, taken back in one step.</summary>
[Storage]
public sealed class TariffImportTests
{
    private static readonly DateOnly June = new(2026, 6, 8);

    [Fact]
    public async Task The_same_edition_twice_changes_nothing_and_another_tells_what_it_changed()
    {
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
        using var first = new TariffFile("16.5%", "3%");
        using var second = new TariffFile("17%", null, "5%");

        var imported = (await ImportAsync(database, first.Path, June)).Value;
        var again = (await ImportAsync(database, first.Path, June)).Value;
        var next = (await ImportAsync(database, second.Path, new(2026, 7, 1))).Value;

        (imported.IsNew, imported.Lines, imported.EightDigit, imported.Computed, imported.Against).ShouldBe((true, 2, 2, 2, null));
        again.ShouldSatisfyAllConditions(same => same.IsNew.ShouldBeFalse(), same => same.Id.ShouldBe(imported.Id));
        (next.Changed, next.ChangedGeneral, next.Added, next.Removed, next.Against).ShouldBe((1, 1, 1, 1, "hts"));
        (await EditionsAsync(database)).Select(edition => (edition.ValidFrom, edition.ValidTo)).ShouldBe([(new(2026, 7, 1), null), (June, new DateOnly(2026, 6, 30))]);
    }

    [Fact]
    public async Task Taking_the_last_one_back_restores_what_held_before_and_it_may_come_again()
    {
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
        using var first = new TariffFile("16.5%");
        using var second = new TariffFile("17%");
        await ImportAsync(database, first.Path, June);
        database.Clock.Now += TimeSpan.FromMinutes(2);
        await ImportAsync(database, second.Path, June);
        (await GeneralAsync(database)).ShouldBe("17%");

        (await RollBackAsync(database)).Value.WithdrawnAt.ShouldNotBeNull();
        (await GeneralAsync(database)).ShouldBe("16.5%");

        (await ImportAsync(database, second.Path, June)).Value.IsNew.ShouldBeTrue("it did not count any more");
        (await GeneralAsync(database)).ShouldBe("17%");

        await RollBackAsync(database);
        await RollBackAsync(database);
        (await GeneralAsync(database)).ShouldBe("16.5 %", "the table of the product");
        (await RollBackAsync(database)).Problem.ShouldNotBeNull().Code.ShouldBe("customs.no_tariff_edition");
    }

    [Theory]
    [InlineData("[]", "customs.no_tariff_rows")]
    [InlineData("hello", "customs.not_a_tariff_file")]
    [InlineData(null, "customs.no_tariff_file")]
    public async Task What_is_no_tariff_changes_nothing(string? content, string problem)
    {
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        if (content is not null) await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        (await ImportAsync(database, path, June)).Problem.ShouldNotBeNull().Code.ShouldBe(problem);
        (await EditionsAsync(database)).ShouldBeEmpty();
        File.Delete(path);
    }

    private static async Task<Result<TariffImported>> ImportAsync(TestDatabase database, string path, DateOnly from)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ITariffImport>().ImportAsync(new(path, from, Title: "hts"), TestContext.Current.CancellationToken);
    }

    private static async Task<Result<TariffEditionInfo>> RollBackAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ITariffImport>().RollBackAsync("US", TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<TariffEditionInfo>> EditionsAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ITariffImport>().EditionsAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> GeneralAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<ITariffRates>().FindAsync("61091000", "US", "VN", June.AddDays(60), TestContext.Current.CancellationToken)).Value.Components[0].Text;
    }

    /// <summary>A small HTS: 6109.10.00, and up to two further lines.</summary>
    private sealed class TariffFile : IDisposable
    {
        public TariffFile(params string?[] general)
        {
            var rows = new[] { "6109.10.00", "6109.90.10", "6110.11.00" }.Zip(general).Where(row => row.Second is not null)
                .Select(row => $$"""{"htsno":"{{row.First}}","indent":"1","description":"Shirts","units":["kg"],"general":"{{row.Second}}","special":"","other":"90%","footnotes":[]}""");
            File.WriteAllText(Path, $"[{string.Join(',', rows)}]", Encoding.UTF8);
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

        public void Dispose() => File.Delete(Path);
    }
}
