using System.Buffers.Binary;
using Guildhall.Storage.Blobs;

namespace Guildhall.Storage.Tests.Blobs;

public sealed class ImageHeaderTests
{
    [Fact]
    public void Sizes_are_read_from_every_format()
    {
        foreach (var (image, type) in Images(640, 480))
        {
            ImageHeader.Size(image).ShouldBe((640, 480), type);
            MediaType.Of(image).ShouldBe(type);
        }
    }

    [Fact]
    public void Cut_images_have_no_size_and_do_no_harm()
    {
        foreach (var (image, _) in Images(640, 480))
        {
            for (var length = 0; length < image.Length; length++)
            {
                var size = ImageHeader.Size(image.AsSpan(0, length));
                if (size is not null) size.ShouldBe((640, 480));
            }
        }
    }

    [Fact]
    public void No_bytes_break_the_reader()
    {
        var random = new Random(13);
        var images = Images(640, 480).Select(one => one.Image).ToArray();
        for (var round = 0; round < 200_000; round++)
        {
            var bytes = (byte[])images[random.Next(images.Length)].Clone();
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var head = bytes.AsSpan(0, random.Next(bytes.Length + 1));
            if (ImageHeader.Size(head) is { } size) (size.Width > 0 && size.Height > 0).ShouldBeTrue();
            MediaType.Of(head).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("plain words, größer als ASCII", MediaType.Text)]
    [InlineData("<script>alert(1)</script>", MediaType.Text)]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("binary\0", MediaType.Bytes)]
    [InlineData("", MediaType.Text)]
    public void Types_come_from_the_content(string content, string type) => MediaType.Of(System.Text.Encoding.UTF8.GetBytes(content)).ShouldBe(type);

    [Fact]
    public void A_text_may_be_cut_within_a_letter()
    {
        var text = System.Text.Encoding.UTF8.GetBytes("words and 😀");
        for (var cut = 0; cut < 4; cut++) MediaType.Of(text.AsSpan(0, text.Length - cut)).ShouldBe(MediaType.Text);
        MediaType.Of([0xC3, 0x28, 0x41, 0x41, 0x41, 0x41]).ShouldBe(MediaType.Bytes);
    }

    private static IEnumerable<(byte[] Image, string Type)> Images(ushort width, ushort height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        yield return (png, "image/png");

        byte[] gif = [.. "GIF89a"u8, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), width);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), height);
        yield return (gif, "image/gif");

        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xC2, 0, 8, 8, 0, 0, 0, 0, 1];
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(19), height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(21), width);
        yield return (jpeg, "image/jpeg");

        byte[] extended = [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(extended.AsSpan(24), (ushort)(width - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(extended.AsSpan(27), (ushort)(height - 1));
        yield return (extended, "image/webp");

        byte[] lossy = [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8 "u8, 10, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(lossy.AsSpan(26), width);
        BinaryPrimitives.WriteUInt16LittleEndian(lossy.AsSpan(28), height);
        yield return (lossy, "image/webp");

        byte[] lossless = [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8L"u8, 10, 0, 0, 0, 0x2F, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(lossless.AsSpan(21), (uint)(width - 1) | ((uint)(height - 1) << 14));
        yield return (lossless, "image/webp");
    }
}
