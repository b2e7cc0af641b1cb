using System.Net;
using System.Text;
using Entrepot.Catalog.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Catalog;

/// <summary>A file of products over a server: looked at, accepted, taken over in turns, and the same the second time.</summary>
[Storage]
public sealed class ProductImportTests
{
    [Fact]
    public async Task A_file_changes_nothing_until_it_is_accepted_and_then_all_but_its_faults()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "catalog.view", "catalog.edit");
        await AddAsync(host, new(default, "MUG", "Mug") { WeightGrams = 300 });

        var import = await SendAsync(editor, "sku,name,weight_g,barcodes,parts\nMUG,Big mug,310,4006381333931|111,\nCUP,Cup,120,,\nBAD,Bad,heavy,,\nSET,Set,,,CUP*2|MUG*1\n");

        var page = WebUtility.HtmlDecode(await editor.GetStringAsync(import));
        page.ShouldContain("'heavy' is not a whole number");
        page.ShouldContain("weight_g");
        (await SkusAsync(host)).ShouldBe(["MUG"]);

        (await editor.PostAsync(import + "/accept", null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await WorkAsync(host);

        (await SkusAsync(host)).ShouldBe(["CUP", "MUG", "SET"]);
        var mug = await FindAsync(host, "4006381333931");
        (mug.Sku, mug.Name, mug.WeightGrams).ShouldBe(("MUG", "Big mug", 310));
        (await FindAsync(host, "SET")).Parts.Select(part => (part.Product.Sku, part.Quantity)).ShouldBe([("CUP", 2L), ("MUG", 1L)], ignoreOrder: true);
        WebUtility.HtmlDecode(await editor.GetStringAsync(import)).ShouldContain("2 products were added, 1 changed, 1 rows left out");
        (await editor.PostAsync(import + "/accept", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict, "it was decided");
    }

    [Fact]
    public async Task What_was_accepted_goes_on_where_it_was_and_changes_nothing_the_second_time()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "catalog.view", "catalog.edit");
        var file = "sku,name,weight_g\n" + string.Concat(Enumerable.Range(0, 1_200).Select(i => $"P-{i},Product {i},{i + 1}\n"));
        var import = await SendAsync(editor, file);
        (await editor.PostAsync(import + "/accept", null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        // One turn only, as if the process ended after it.
        await host.Services.GetRequiredService<WorkRunner>().RunDueAsync(ProductHost.Ours, CancellationToken.None);
        (await editor.GetStringAsync(import)).ShouldContain("of 1,200 rows");
        await WorkAsync(host);

        (await SkusAsync(host)).Count.ShouldBe(1_200);
        var again = await SendAsync(editor, file);
        (await editor.GetStringAsync(again)).ShouldNotContain("/accept\"");
        (await editor.PostAsync(again + "/accept", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await editor.PostAsync(again + "/discard", null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("/products/export.csv")]
    [InlineData("/products/export.xlsx")]
    public async Task What_the_demo_company_exports_comes_back_unchanged(string export)
    {
        await using var host = await ProductHost.StartAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "catalog.view", "catalog.edit");

        var import = await SendAsync(editor, await editor.GetByteArrayAsync(export));

        var products = (await SkusAsync(host)).Count;
        products.ShouldBeGreaterThan(5);
        (await editor.GetStringAsync(import)).ShouldContain($"<bdi>{products}</bdi>", Case.Sensitive, "all of them the same already");
        (await editor.PostAsync(import + "/accept", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<string> SendAsync(HttpClient editor, string text) => SendAsync(editor, Encoding.UTF8.GetBytes(text));

    private static async Task<string> SendAsync(HttpClient editor, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", "products.csv" } };
        using var sent = await editor.PostAsync("/products/imports", form);
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await sent.Content.ReadAsStringAsync());
        return sent.Headers.Location!.ToString();
    }

    private static async Task WorkAsync(ProductHost host)
    {
        for (var turn = 0; turn < 6; turn++) await host.Services.GetRequiredService<WorkRunner>().RunDueAsync(ProductHost.Ours, CancellationToken.None);
    }

    private static Task<bool> AddAsync(ProductHost host, Product product) => host.AskAsync(ProductHost.Ours, async services =>
    {
        await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        await services.GetRequiredService<ICatalogEditing>().AddAsync([new(product, [])], CancellationToken.None);
        return (await unit.CommitAsync(CancellationToken.None)).IsOk;
    });

    private static Task<List<string>> SkusAsync(ProductHost host) => host.AskAsync(ProductHost.Ours, async services =>
        (await services.GetRequiredService<ICatalogListing>().AllAsync(CancellationToken.None)).Select(product => product.Sku).Order(StringComparer.Ordinal).ToList());

    private static Task<Product> FindAsync(ProductHost host, string code) => host.AskAsync(ProductHost.Ours, async services =>
        (await services.GetRequiredService<ICatalog>().ResolveAsync([new(default, code)], CancellationToken.None))[0]!);
}
