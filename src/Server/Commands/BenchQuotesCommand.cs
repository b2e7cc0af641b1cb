using System.CommandLine;
using System.Diagnostics;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>How many landed-cost quotes one processor answers in a second, by the tariffs that the data folder has.</summary>
internal static class BenchQuotesCommand
{
    /// <summary>As many as the API takes at once.</summary>
    private const int Batch = 512;

    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var quotes = new Option<int>("--quotes") { Description = "How many baskets of three lines are quoted after the warm-up.", DefaultValueFactory = _ => 50_000 };
        var command = new Command("quotes", "Quote baskets of three lines into the US, the EU and the UK, and report how many a second of one processor makes.") { quotes, common.Json };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), Math.Max(Batch, parse.GetValue(quotes)), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, int count, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        var company = await FirstCompany.EnsureAsync(services, Founding.Empty, _ => { }, ct);
        await using var scope = services.As(company.Id, "bench");
        var quotes = scope.ServiceProvider.GetRequiredService<IQuotes>();
        var baskets = Baskets();
        for (var i = 0; i < 8; i++) await quotes.QuoteAsync(baskets, null, keep: false, ct);

        var refused = 0;
        var (cpu, allocated) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
        for (var done = 0; done < count; done += Batch) refused += (await quotes.QuoteAsync(baskets, null, keep: false, ct)).Count(answer => answer.Problem is not null);
        var answered = (count + Batch - 1) / Batch * Batch;
        var perSecond = answered / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / answered;
        Output.Write(json, new { quotes = answered, refused, perCpuSecond = Math.Round(perSecond), bytesPerQuote = bytes },
            [$"{perSecond:N0} quotes of three lines a CPU second, {bytes:N0} bytes each, {refused:N0} of {answered:N0} refused"]);
        return 0;
    }

    private static IReadOnlyList<QuoteRequest> Baskets()
    {
        string[] codes = ["6109100012", "3406000000", "9503000073", "4901990060", "8711600090", "6402195031"];
        (string To, string Currency)[] places = [("US", "USD"), ("US", "USD"), ("DE", "EUR"), ("GB", "GBP")];
        return [.. Enumerable.Range(0, Batch).Select(n => new QuoteRequest
        {
            Reference = $"B-{n}",
            Destination = places[n % places.Length].To,
            ShipFrom = "CN",
            Currency = places[n % places.Length].Currency,
            Shipping = 5 + (n % 7),
            Lines = [.. Enumerable.Range(0, 3).Select(i => new QuoteLine
            {
                Description = $"Goods {i}",
                HsCode = places[n % places.Length].To == "US" ? codes[(n + i) % codes.Length] : codes[(n + i) % 4][..6],
                Origin = (n + i) % 3 == 0 ? "VN" : "CN",
                Quantity = 1 + (n % 4),
                UnitPrice = 4.5m + (n % 11),
                WeightGrams = 150,
            })],
        })];
    }
}
