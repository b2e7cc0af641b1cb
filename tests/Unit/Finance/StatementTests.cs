using System.Net;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Unit.Documents;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Finance;

/// <summary>A statement of account says what stood, what was posted and what is left; it has the company's next number and never changes.</summary>
[Storage]
public sealed class StatementTests
{
    [Fact]
    public async Task A_statement_carries_its_balance_has_the_next_number_and_stays_as_it_was()
    {
        await using var host = await ProductHost.StartEmptyAsync(build: builder => builder.Services.AddSingleton(TestFonts.Library));
        using var clerk = await host.ProgramAsync(ProductHost.Ours);
        await PostAsync(host, 1, new(2026, 9, 20), 10_000);
        await PostAsync(host, 2, new(2026, 10, 3), 25_000);
        await PostAsync(host, 3, new(2026, 10, 20), -20_000);
        await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<EditNumbers>().AddAsync(new(NumberedDocument.Statement, "SOA-{yyyy}-{000}", DateOnly.FromDateTime(TestDatabase.Noon), null, "as our auditor has it"), CancellationToken.None));

        using (var issued = await IssueAsync(clerk, "2026-10-01", "2026-10-31", "zh-CN")) issued.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await issued.Content.ReadAsStringAsync());
        var list = await clerk.GetStringAsync("/vouchers/statements");
        list.ShouldContain("SOA-2026-001");
        var address = list[list.IndexOf("/vouchers/statements/", StringComparison.Ordinal)..];
        var pdf = await clerk.GetByteArrayAsync(address[..address.IndexOf('"', StringComparison.Ordinal)]);
        PdfTools.Check(pdf);
        PdfTools.Fonts(pdf).ShouldAllBe(font => font.Contains("yes yes yes"));
        var text = PdfTools.Text(pdf);
        foreach (var said in (string[])["SOA-2026-001", "100.00", "350.00", "150.00", "深圳前海贸易有限公司"]) text.ShouldContain(said);

        // What is posted later into the period stands on the next statement, not on this one.
        await PostAsync(host, 4, new(2026, 10, 21), 7_700);
        (await clerk.GetByteArrayAsync(address[..address.IndexOf('"', StringComparison.Ordinal)])).ShouldBe(pdf);
        (await IssueAsync(clerk, "2026-10-01", "2026-10-31", "en")).Dispose();
        (await clerk.GetStringAsync("/vouchers/statements")).ShouldContain("SOA-2026-002");
    }

    [Theory]
    [InlineData("2026-10-31", "2026-10-01", "EUR", "before the first")]
    [InlineData("2026-10-01", "2026-12-31", "EUR", "not posted yet")]
    [InlineData("2026-10-01", "2026-10-31", "XXQ", "ISO 4217")]
    [InlineData("2026-10-01", "2026-10-31", "JPY", "Nothing was ever posted")]
    public async Task A_statement_of_nothing_is_refused_and_takes_no_number(string from, string to, string currency, string said)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var clerk = await host.ProgramAsync(ProductHost.Ours);

        using var refused = await IssueAsync(clerk, from, to, "en", currency);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).ShouldContain(said);
        (await clerk.GetStringAsync("/vouchers/statements")).ShouldContain("No statement was issued yet.");
    }

    private static Task<HttpResponseMessage> IssueAsync(HttpClient clerk, string from, string to, string language, string currency = "EUR") => clerk.PostAsync("/vouchers/statements", new FormUrlEncodedContent(
        [new("account", "1200"), new("currency", currency), new("from", from), new("to", to), new("name", "深圳前海贸易有限公司"), new("line1", "1 Keji Road"), new("city", "Shenzhen"), new("country", "CN"), new("language", language)]));

    private static Task<bool> PostAsync(ProductHost host, long source, DateOnly on, long minor) => host.AskAsync(ProductHost.Ours, async services =>
    {
        await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        var amount = new Money(Math.Abs(minor), "EUR");
        services.GetRequiredService<ILedger>().Post([new("order", source, "placed", on, "Sale",
            [new("1200", minor > 0 ? Side.Debit : Side.Credit, amount, ""), new("4100", minor > 0 ? Side.Credit : Side.Debit, amount, "")])]);
        return (await unit.CommitAsync(CancellationToken.None)).IsOk;
    });
}
