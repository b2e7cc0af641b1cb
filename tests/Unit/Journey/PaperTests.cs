using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Customs.Features;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Rules.Features;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Documents;
using Entrepot.Unit.Transport;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Journey.FloorSteps;

namespace Entrepot.Unit.Journey;

/// <summary>The papers that a parcel cannot leave without, from the landed cost to the hand-over.</summary>
[Storage]
public sealed class PaperTests
{
    [Fact]
    public async Task Parcels_that_cross_a_border_get_papers_that_repeat_what_the_landed_cost_was_quoted_for()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        var planned = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3), ("TEE", 2)).To(Goods.London) with { DiscountMinor = 250 });
        planned.Page.Consignments.Single().MissingPapers.ShouldNotBeNull();
        planned.Page.Papers.ShouldBeEmpty("they are made when the parcels have their numbers");

        await PackAsync(world);

        var packed = await world.StandingAsync("A-1");
        var consignment = packed.Page.Consignments.Single();
        consignment.MissingPapers.ShouldBeNull();
        packed.Page.Papers.Select(paper => paper.Kind).ShouldBe([PaperKind.CommercialInvoice, PaperKind.PackingList, .. Enumerable.Repeat(PaperKind.Cn23, consignment.Parcels.Count)]);
        packed.Page.Papers[0].Number.ShouldBe($"CI-{packed.Number}-1");

        var invoice = await InvoiceAsync(world);
        (invoice.Lines.Sum(line => line.Amount.Minor), invoice.Freight?.Minor).ShouldBe((4_750L, 490L), "five pieces at 10.00, 2.50 off, and the buyer's shipping");
        invoice.Lines.Sum(line => line.Amount.Minor).ShouldBe((await world.QueryAsync("SELECT SUM(goods_value_minor) FROM transport_consignment WHERE tenant_id = @p0", row => row.GetInt64(0))).Single());
        invoice.Lines.Select(line => (line.Sku, line.HsCode, line.Origin)).Distinct().ShouldBe([("MUG", "691110", "CN"), ("TEE", "610910", "BD")]);
        (invoice.Incoterm, invoice.TrackingNumber, invoice.OrderNumber, invoice.Seller.Address.Name).ShouldBe(("DAP", consignment.Parcels[0].TrackingNumber, packed.Number, "Ours"));
        var forms = await FormsAsync(world);
        forms.Sum(form => form.Lines.Sum(line => line.Value.Minor)).ShouldBe(4_750L, "the postal forms declare what the invoice does");
        forms.Select(form => form.ItemNumber).ShouldBe(consignment.Parcels.Select(parcel => parcel.TrackingNumber));

        await HandOverAsync(world);
        (await world.StandingAsync("A-1")).Page.Fulfilment.Single().Status.ShouldBe(FulfilmentStatus.HandedOver);
    }

    [Fact]
    public async Task A_reprint_is_the_same_paper_whatever_has_changed_since()
    {
        var fonts = TestFonts.Library;
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers, services => services.AddSingleton(fonts));
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)).To(Goods.London));
        await PackAsync(world);
        var order = await world.StandingAsync("A-1");
        var first = await PrintAsync(world, order.Id);

        world.Database.Clock.Now += TimeSpan.FromDays(3);
        await world.ExecuteAsync("UPDATE catalog_product SET customs_description = 'Something else', hs_code = '999999' WHERE tenant_id = @p0");
        await world.TellAsync(new ConsignmentBooked(order.Page.Consignments.Single().Id, order.Id, order.Page.Fulfilment.Single().Id, [], default));
        await world.WorkAsync();

        (await PrintAsync(world, order.Id)).ShouldBe(first);
        (await world.StandingAsync("A-1")).Page.Papers.ShouldBe(order.Page.Papers, "told twice, nothing is made twice");
        var text = PdfTools.Text(first);
        foreach (var said in new[] { "COMMERCIAL INVOICE", "PACKING LIST", "CN 23", "MUG for the home", "691110", "EUR 24.90", "Total DAP", order.Number }) text.ShouldContain(said);
        PdfTools.Scan(first).ShouldContain(order.Page.Consignments.Single().Parcels[0].TrackingNumber);
    }

    [Fact]
    public async Task A_paper_keeps_its_layout_and_one_that_was_changed_past_the_program_is_not_printed()
    {
        var fonts = TestFonts.Library;
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers, services => services.AddSingleton(fonts));
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)).To(Goods.London));
        await PackAsync(world);
        var order = await world.StandingAsync("A-1");
        (await world.QueryAsync("SELECT template FROM customs_paper WHERE tenant_id = @p0", row => row.GetInt32(0))).ShouldAllBe(template => template == 1);
        var invoice = order.Page.Papers[0];

        await world.ExecuteAsync($"UPDATE customs_paper SET content = REPLACE(content, 'MUG', 'CUP') WHERE tenant_id = @p0 AND id = {invoice.Id}");
        var changed = await world.AsAsync(provider => provider.GetRequiredService<PrintPapers>().OneAsync(invoice.Id, World.Ct));
        changed.Problem!.Code.ShouldBe("customs.paper_changed");

        await world.ExecuteAsync($"UPDATE customs_paper SET content_hash = NULL WHERE tenant_id = @p0 AND id = {invoice.Id}");
        (await world.AsAsync(provider => provider.GetRequiredService<PrintPapers>().OneAsync(invoice.Id, World.Ct))).IsOk.ShouldBeTrue("papers of before have no hash");
    }

    [Fact]
    public async Task A_parcel_without_its_papers_stays_and_the_refusal_says_which_it_lacks()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1)).To(Goods.London));
        await world.ExecuteAsync("DELETE FROM customs_declared WHERE tenant_id = @p0");
        await PackAsync(world);
        var stuck = await world.StandingAsync("A-1");
        var consignment = stuck.Page.Consignments.Single();
        stuck.Timeline.ShouldContain("papers_missing");
        stuck.Page.Events[^1].Text.ShouldStartWith($"Nothing was declared of {consignment.Reference}");

        var atTheDoor = await FloorAsync(world, floor => floor.HandOverAsync(new(World.Fra, null), World.Ct));
        atTheDoor.Problem!.Code.ShouldBe("warehouse.papers_missing");
        atTheDoor.Problem.Message.ShouldContain($"{stuck.Page.Fulfilment.Single().Number} lacks commercial invoice, packing list, CN 23");
        (await HandOverDirectlyAsync(world, consignment.Id)).Problem!.Code.ShouldBe("transport.papers_missing");
        (await ManifestAsync(world, consignment)).Problem!.Message.ShouldContain($"{consignment.Reference} lacks its papers: commercial invoice, packing list, CN 23");
        (await MakeAgainAsync(world, stuck.Id)).Problem!.Code.ShouldBe("customs.not_declared");
        (await world.StandingAsync("A-1")).Page.Fulfilment.Single().Status.ShouldBe(FulfilmentStatus.Labelled);
    }

    [Fact]
    public async Task One_parcel_without_papers_does_not_keep_the_others()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        await world.JourneyAsync(Goods.AnOrder("A-1", ("MUG", 1)).To(Goods.London), Goods.AnOrder("A-2", ("MUG", 1)));
        await PackAsync(world);
        await world.ExecuteAsync("UPDATE transport_consignment SET missing_papers = 'commercial invoice' WHERE tenant_id = @p0 AND ship_to_country = 'GB'");

        await HandOverAsync(world);
        var pages = await world.AsAsync(provider => provider.GetRequiredService<HandOverPages>().RunAsync(World.Ct));
        pages.Waiting.ShouldHaveSingleItem().Papers.ShouldBe("commercial invoice");
        (await StatusAsync(world, "A-1"), await StatusAsync(world, "A-2")).ShouldBe((FulfilmentStatus.Labelled, FulfilmentStatus.HandedOver));

        (await MakeAgainAsync(world, (await world.StandingAsync("A-1")).Id)).ShouldBe(Result.Ok);
        await HandOverAsync(world);
        (await StatusAsync(world, "A-1")).ShouldBe(FulfilmentStatus.HandedOver);
    }

    [Fact]
    public async Task Within_one_customs_territory_there_is_a_packing_list_and_nothing_else()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        var planned = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        planned.Page.Consignments.Single().MissingPapers.ShouldBeNull();
        planned.Trace.ShouldNotContain(entry => entry.StartsWith("papers", StringComparison.Ordinal));

        await PackAsync(world);

        (await world.StandingAsync("A-1")).Page.Papers.ShouldHaveSingleItem().Kind.ShouldBe(PaperKind.PackingList);
    }

    [Fact]
    public async Task A_cancelled_order_loses_its_papers_and_its_next_journey_gets_others()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1)).To(Goods.London));
        await PackAsync(world);
        var order = await world.StandingAsync("A-1");

        (await world.AsAsync(provider => provider.GetRequiredService<ChangeOrder>().AddressAsync(order.Id, Goods.London with { Line1 = "1 Pall Mall" }, World.Ct))).ShouldBe(Result.Ok);
        await world.RunAsync();
        await PackAsync(world);
        var again = (await world.StandingAsync("A-1")).Page.Papers;
        again.Where(paper => paper.VoidedAt is null).Select(paper => paper.Number).ShouldContain($"CI-{order.Number}-1R2");
        again.Where(paper => paper.VoidedAt is not null).Select(paper => paper.Number).ShouldBe(order.Page.Papers.Select(paper => paper.Number));

        (await world.CancelAsync(order.Id)).ShouldBe(Result.Ok);
        (await world.StandingAsync("A-1")).Page.Papers.ShouldAllBe(paper => paper.VoidedAt != null);
        (await world.AsAsync(provider => provider.GetRequiredService<PrintPapers>().OneAsync(again[0].Id, World.Ct))).Problem!.Code.ShouldBe("customs.paper_voided");
        (await world.AsAsync(provider => provider.GetRequiredService<PrintPapers>().OfOrderAsync(order.Id, World.Ct))).Problem!.Code.ShouldBe("customs.no_papers");
    }

    [Fact]
    public async Task Papers_name_the_company_at_its_seat_and_have_its_own_numbers_one_after_another()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        var logo = LogoFile.Take(LogoFileTests.APng(300, 80, 2, 8)).Value;
        var seat = new Address { Line1 = "Cuigang Park 12", City = "Shenzhen", Postcode = "518103", Country = "CN" };
        (await world.AsAsync(provider => provider.GetRequiredService<Letterheads>().SaveAsync(new() { Name = "Qianhai Trading", LocalName = "前海贸易", Seat = seat }, World.Ct))).ShouldBe(Result.Ok);
        (await world.AsAsync(provider => provider.GetRequiredService<Letterheads>().SetLogoAsync(logo, World.Ct))).ShouldBe(Result.Ok);
        await NumberAsync(world, NumberedDocument.CommercialInvoice, "INV-{yyyy}-{0000}", 41);
        await NumberAsync(world, NumberedDocument.PackingList, "PACK-{000}", null);

        await world.JourneyAsync(Goods.AnOrder("A-1", ("MUG", 1)).To(Goods.London), Goods.AnOrder("A-2", ("MUG", 1)), Goods.AnOrder("A-3", ("MUG", 1)).To(Goods.London));
        await PackAsync(world);

        var numbers = await world.QueryAsync("SELECT number FROM customs_paper WHERE tenant_id = @p0 AND kind <> 'Cn23' ORDER BY number", row => row.GetString(0));
        numbers.ShouldBe(["INV-2026-0041", "INV-2026-0042", "PACK-001", "PACK-002", "PACK-003"]);
        var invoice = JsonSerializer.Deserialize((await ContentsAsync(world, PaperKind.CommercialInvoice))[0], PaperJson.Default.CommercialInvoice)!;
        (invoice.Seller.Address.Name, invoice.Seller.LocalName, invoice.Seller.Address.City, invoice.SignedBy, invoice.Logo).ShouldBe(("Qianhai Trading", "前海贸易", "Shenzhen", "Qianhai Trading", logo.Hash));
        (await FormsAsync(world)).ShouldAllBe(form => form.Sender.City != "Shenzhen" && form.InvoiceNumber.StartsWith("INV-2026-"), "a parcel goes back to where it was posted");

        await world.JourneyAsync(Goods.AnOrder("A-4", ("MUG", 1)).To(Goods.London));
        await world.ExecuteAsync("DELETE FROM customs_declared WHERE tenant_id = @p0");
        await PackAsync(world);
        (await world.StandingAsync("A-4")).Page.Papers.ShouldBeEmpty();
        (await NextAsync(world)).ShouldBe("INV-2026-0043", "a paper that was not made has taken no number");
    }

    [Fact]
    public async Task Another_company_sees_and_prints_none_of_them()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1)).To(Goods.London));
        await PackAsync(world);
        var order = await world.StandingAsync("A-1");

        await using var theirs = world.Database.As(TestDatabase.Theirs);
        (await theirs.ServiceProvider.GetRequiredService<ICustomsPapers>().OfOrdersAsync([order.Id], World.Ct)).ShouldBeEmpty();
        (await theirs.ServiceProvider.GetRequiredService<PrintPapers>().OneAsync(order.Page.Papers[0].Id, World.Ct)).Problem!.Code.ShouldBe("customs.paper_not_found");
        (await theirs.ServiceProvider.GetRequiredService<PrintPapersOfWave>().OfOrderAsync(order.Page.Fulfilment.Single().Id, World.Ct)).Problem!.Code.ShouldBe("warehouse.unknown_fulfilment_order");
    }

    [Fact]
    public async Task All_papers_of_a_wave_come_in_one_file_order_by_order()
    {
        var fonts = TestFonts.Library;
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await AbroadAsync(carriers, services => services.AddSingleton(fonts));
        await world.JourneyAsync(Goods.AnOrder("A-1", ("MUG", 1)).To(Goods.London), Goods.AnOrder("A-2", ("MUG", 2)).To(Goods.London));
        await PackAsync(world);
        var wave = (await world.QueryAsync("SELECT MAX(id) FROM warehouse_wave WHERE tenant_id = @p0", row => row.GetInt64(0))).Single();

        var pages = PdfTools.Pages((await world.AsAsync(provider => provider.GetRequiredService<PrintPapersOfWave>().OfWaveAsync(new(wave), World.Ct))).Value);

        var papers = (await world.StandingAsync("A-1", "A-2")).SelectMany(order => order.Page.Papers).ToList();
        pages.Length.ShouldBe(papers.Count, "each of them fits a page");
        for (var i = 0; i < papers.Count; i++)
        {
            pages[i].ShouldContain(papers[i].Kind is PaperKind.Cn23 ? "CN 23" : papers[i].Number);
            if (papers[i].Kind != PaperKind.Cn23) pages[i].ShouldContain("Page 1 of 1", Case.Sensitive, "every paper counts its own pages");
        }
    }

    private static async Task NumberAsync(World world, NumberedDocument document, string pattern, long? start) =>
        (await world.AsAsync(provider => provider.GetRequiredService<EditNumbers>().AddAsync(new(document, pattern, DateOnly.FromDateTime(TestDatabase.Noon), start, "Own numbers"), World.Ct))).ShouldBe(Result.Ok);

    private static async Task<string?> NextAsync(World world) => (await world.AsAsync(provider => provider.GetRequiredService<EditNumbers>().ListAsync(World.Ct)))[0].Next;

    /// <summary>What goes abroad goes by parcel post, where all three kinds of papers go along.</summary>
    private static async Task<World> AbroadAsync(SandboxHost carriers, Action<IServiceCollection>? also = null)
    {
        var world = await OpenAsync(carriers, also);
        await world.StockAsync("TEE", World.Fra, 5);
        const string ByPost = """{"rules": [{"name": "By post", "when": {"field": "ship_to.country", "in": ["GB"]}, "then": {"service": "dhl-parcel-de/paket-international"}}]}""";
        (await world.AsAsync(provider => provider.GetRequiredService<EditRules>().SaveDraftAsync(ByPost, World.Ct))).Problem.ShouldBeNull();
        (await world.AsAsync(provider => provider.GetRequiredService<EditRules>().PublishAsync("", World.Ct))).Problem.ShouldBeNull();
        return world;
    }

    private static async Task<CommercialInvoice> InvoiceAsync(World world) =>
        JsonSerializer.Deserialize((await ContentsAsync(world, PaperKind.CommercialInvoice)).ShouldHaveSingleItem(), PaperJson.Default.CommercialInvoice)!;

    private static async Task<List<PostalDeclaration>> FormsAsync(World world) =>
        (await ContentsAsync(world, PaperKind.Cn23)).ConvertAll(content => JsonSerializer.Deserialize(content, PaperJson.Default.PostalDeclaration)!);

    private static Task<List<string>> ContentsAsync(World world, PaperKind kind) =>
        world.QueryAsync($"SELECT content FROM customs_paper WHERE tenant_id = @p0 AND kind = '{kind}' ORDER BY id", row => row.GetString(0));

    private static async Task<byte[]> PrintAsync(World world, OrderId order) =>
        (await world.AsAsync(provider => provider.GetRequiredService<PrintPapers>().OfOrderAsync(order, World.Ct))).Value.Content;

    private static Task<Result> MakeAgainAsync(World world, OrderId order) => world.AsAsync(provider => provider.GetRequiredService<MakePapersAgain>().RunAsync(order, World.Ct));

    private static Task<Result> HandOverDirectlyAsync(World world, ConsignmentId id) =>
        world.InUnitAsync(provider => provider.GetRequiredService<IConsignments>().HandOverAsync([id], TestDatabase.Noon, World.Ct));

    private static Task<Result<ManifestInfo>> ManifestAsync(World world, ConsignmentInfo consignment) => world.InUnitAsync(provider =>
        provider.GetRequiredService<IManifests>().CloseAsync(World.Fra, consignment.Service.Split('/')[0], [consignment.Id], TestDatabase.Noon, World.Ct));

    private static async Task<FulfilmentStatus> StatusAsync(World world, string number) => (await world.StandingAsync(number)).Page.Fulfilment.Single().Status;
}
