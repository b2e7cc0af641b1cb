using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Work;
using Entrepot.Printing;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Printing;

/// <summary>A company with printers. Its documents are their own references, in the printer's language; <c>slow…</c> is not there yet, <c>bad…</c> never will be, <c>long…</c> is more than fits into the buffers between program and printer.</summary>
internal sealed class PrintWorld : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;

    private PrintWorld(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public static async Task<PrintWorld> OpenAsync() => new(await TestDatabase.CreateAsync(
        services =>
        {
            services.AddHttpClient();
            services.AddSingleton<IPrintSource>(new EchoSource(PrintDocuments.Label)).AddSingleton<IPrintSource>(new EchoSource(PrintDocuments.Papers)).AddSingleton<IPrintSource>(new EchoSource(PrintDocuments.PickList));
        },
        new PrintingModule()));

    public async Task<long> PrinterAsync(string address, PrinterConnection connection = PrinterConnection.Raw, PrinterLanguage language = PrinterLanguage.Zpl, string name = "Zebra 1")
    {
        var printer = await AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().KeepAsync(null, new(name, connection, address, language, 203, language == PrinterLanguage.Zpl ? PaperSheet.Label4x6 : PaperSheet.A4), Ct));
        printer.Problem.ShouldBeNull();
        return printer.Value;
    }

    /// <summary>Labels are printed there by everybody.</summary>
    public async Task<long> LabelPrinterAsync(string address, PrinterConnection connection = PrinterConnection.Raw)
    {
        var printer = await PrinterAsync(address, connection);
        (await AsAsync(provider => provider.GetRequiredService<SetUpPrinters>().ChooseAsync(ChoiceRow.Everywhere, new Dictionary<string, long> { [PrintDocuments.Label] = printer }, Ct))).ShouldBe(Result.Ok);
        return printer;
    }

    public async Task<long> AskAsync(string reference, string document = PrintDocuments.Label) =>
        (await Database.InUnitAsync(provider => provider.GetRequiredService<IPrinting>().QueueAsync([new(document, reference, reference)], null, Ct)))[0].Value;

    /// <summary>Works off what is due now, and then what falls due within so many seconds.</summary>
    public async Task WorkAsync(int seconds = 0)
    {
        Database.Clock.Now += TimeSpan.FromSeconds(seconds);
        while (await Database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct) > 0) { }
    }

    public Task<PrintJobRow> JobAsync(long id) => AsAsync(provider => provider.GetRequiredService<EntrepotDb>().Set<PrintJobRow>().SingleAsync(row => row.Id == id, Ct));

    public async Task<T> AsAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private sealed class EchoSource(string document) : IPrintSource
    {
        public string Document => document;

        public Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct) => Task.FromResult(
            reference.StartsWith("slow", StringComparison.Ordinal) ? new Result<byte[]?>((byte[]?)null)
            : reference.StartsWith("bad", StringComparison.Ordinal) ? new Result<byte[]?>(Problem.Invalid("test.bad", $"{reference} cannot be printed."))
            : reference.StartsWith("long", StringComparison.Ordinal) ? System.Text.Encoding.UTF8.GetBytes(new string('9', 4_000_000))
            : target.Language == PrinterLanguage.Zpl ? System.Text.Encoding.UTF8.GetBytes($"^XA^FD{reference}^FS^XZ") : System.Text.Encoding.UTF8.GetBytes($"%PDF-1.7 {reference}"));
    }
}
