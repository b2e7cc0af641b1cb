using System.Net;
using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class StopImportTests
{
    private const int Orders = 40_000;

    [Fact]
    public async Task A_running_import_stops_between_two_batches_and_the_next_one_goes_on_from_there()
    {
        await using var host = await ChannelsHost.StartAsync();
        var content = Encoding.UTF8.GetBytes("order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\n"
            + string.Concat(Enumerable.Range(1, Orders).Select(n => $"S-{n},1,CUP,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg {n},Berlin,,10115,,,\n")));

        var stopped = await ImportAsync(host, content, new Stopper(host));
        stopped.Problem!.Code.ShouldBe("channels.import_stopped");
        var import = await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportRow>().SingleAsync());
        import.State.ShouldBe(ImportState.Stopped);
        import.Orders.ShouldBeInRange(0, Orders - 1);
        (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<IncomingRow>().CountAsync())).ShouldBe((int)import.Orders);

        var rest = (await ImportAsync(host, content, null)).Value;
        (rest.Orders, rest.Duplicates).ShouldBe((Orders - import.Orders, import.Orders));
    }

    [Fact]
    public async Task An_import_that_has_ended_or_never_was_cannot_be_stopped()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();
        await ImportAsync(host, Encoding.UTF8.GetBytes("order\n"), null);
        var import = await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportRow>().SingleAsync());

        (await ChannelsHost.SubmitAsync(person, $"/imports/{import.Id}/stop")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await ChannelsHost.SubmitAsync(person, "/imports/1/stop")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Result<ImportSummary>> ImportAsync(ChannelsHost host, byte[] content, IProgress<ImportProgress>? progress) => host.AskAsync(async services =>
    {
        using var stream = new MemoryStream(content);
        return await services.GetRequiredService<IOrderImport>().RunAsync(new("plain-csv", Front.Shop, []) { Content = stream, ContentName = "many.csv" }, progress, CancellationToken.None);
    });

    /// <summary>Presses the button at the first sign of life.</summary>
    private sealed class Stopper(ChannelsHost host) : IProgress<ImportProgress>
    {
        private bool isPressed;

        public void Report(ImportProgress value)
        {
            if (isPressed) return;
            isPressed = true;
            host.AskAsync(async services =>
            {
                var id = await services.GetRequiredService<EntrepotDb>().Set<ImportRow>().Select(row => row.Id).SingleAsync();
                return await services.GetRequiredService<StopImport>().RunAsync(id, CancellationToken.None);
            }).GetAwaiter().GetResult().IsOk.ShouldBeTrue();
        }
    }
}
