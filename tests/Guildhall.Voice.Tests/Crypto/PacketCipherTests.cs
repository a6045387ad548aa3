using System.Security.Cryptography;
using Guildhall.Testing;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Tests.Crypto;

public sealed class PacketCipherTests
{
    // The GCM specification's own cases (McGrew and Viega), numbers 1 to 4 and 13 to 16: key, nonce, additional data, text, sealed, tag.
    public static TheoryData<string, string, string, string, string, string> Specified => new()
    {
        { "00000000000000000000000000000000", "000000000000000000000000", "", "", "", "58e2fccefa7e3061367f1d57a4e7455a" },
        { "00000000000000000000000000000000", "000000000000000000000000", "", "00000000000000000000000000000000", "0388dace60b6a392f328c2b971b2fe78", "ab6e47d42cec13bdf53a67b21257bddf" },
        {
            "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985", "4d5c2af327cd64a62cf35abd2ba6fab4"
        },
        {
            "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091", "5bc94fbc3221a5db94fae95ae7121a47"
        },
        { "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "", "", "530f8afbc74536b9a963b4f1c4cb738b" },
        {
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
            "00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"
        },
        {
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad", "b094dac5d93471bdec1a502270e3cc6c"
        },
        {
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662", "76fc6ece0f4e1768cddf8853bb2d551b"
        },
    };

    [Theory]
    [MemberData(nameof(Specified))]
    public void Every_choice_agrees_with_the_specification_of_GCM(string key, string nonce, string aad, string text, string sealedText, string tag)
    {
        foreach (var choice in Enum.GetValues<CipherChoice>())
        {
            using var cipher = PacketCipher.AesGcm(Convert.FromHexString(key), choice);
            var made = CipherCases.Seal(cipher, Convert.FromHexString(nonce), Convert.FromHexString(aad), Convert.FromHexString(text));
            Convert.ToHexStringLower(made.Text).ShouldBe(sealedText, choice.ToString());
            Convert.ToHexStringLower(made.Tag).ShouldBe(tag, choice.ToString());
        }
    }

    // draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    [Fact]
    public void XChaCha_agrees_with_its_draft()
    {
        var key = Convert.FromHexString("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        var nonce = Convert.FromHexString("404142434445464748494a4b4c4d4e4f5051525354555657");
        var text = System.Text.Encoding.ASCII.GetBytes("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");
        using var cipher = PacketCipher.XChaCha(key);
        var made = CipherCases.Seal(cipher, nonce, Convert.FromHexString("50515253c0c1c2c3c4c5c6c7"), text);
        Convert.ToHexStringLower(made.Text).ShouldStartWith("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb");
        Convert.ToHexStringLower(made.Tag).ShouldBe("c0875924c1c7987947deafd8780acf49");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Our_own_cipher_and_EVP_agree_with_the_runtime_for_every_length_of_a_packet(int keyLength)
    {
        var random = new Random(20260101 + keyLength);
        for (var length = 0; length <= VoiceLimits.DatagramBytes; length++)
        {
            CipherCases.AllAgree(random, keyLength, length, aadLength: random.Next(0, 41));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void They_agree_on_thousands_of_random_cases(int keyLength)
    {
        var random = new Random(77 + keyLength);
        for (var index = 0; index < 3000; index++) CipherCases.AllAgree(random, keyLength, random.Next(0, 400), random.Next(0, 80));
    }

    [Fact]
    public void A_counter_that_overflows_its_32_bits_is_not_met_but_high_nonces_are()
    {
        var random = new Random(5);
        var nonce = new byte[12];
        nonce.AsSpan().Fill(0xFF);
        CipherCases.AllAgree(random, 32, 1400, 16, nonce);
    }

    [Theory]
    [InlineData(CipherChoice.Own)]
    [InlineData(CipherChoice.Evp)]
    [InlineData(CipherChoice.Runtime)]
    public void A_packet_with_any_bit_changed_is_refused(CipherChoice choice)
    {
        var random = new Random(9);
        using var cipher = PacketCipher.AesGcm(CipherCases.Bytes(random, 32), choice);
        CipherCases.RefusesEveryChange(cipher, random);
    }

    [Fact]
    public void A_packet_under_XChaCha_with_any_bit_changed_is_refused()
    {
        var random = new Random(10);
        using var cipher = PacketCipher.XChaCha(CipherCases.Bytes(random, 32));
        CipherCases.RefusesEveryChange(cipher, random);
    }

    [Theory]
    [InlineData(CipherChoice.Own)]
    [InlineData(CipherChoice.Evp)]
    public void A_packet_is_opened_where_it_lies(CipherChoice choice)
    {
        var random = new Random(11);
        using var cipher = PacketCipher.AesGcm(CipherCases.Bytes(random, 32), choice);
        foreach (var length in (int[])[1, 15, 16, 17, 127, 128, 129, 160, 255, 256, 1200])
        {
            var nonce = CipherCases.Bytes(random, 12);
            var aad = CipherCases.Bytes(random, 12);
            var text = CipherCases.Bytes(random, length);
            var (sealedText, tag) = CipherCases.Seal(cipher, nonce, aad, text);
            CipherCases.OpensInPlace(cipher, nonce, aad, sealedText, tag).ShouldBe(text);
        }
    }

    [Fact]
    public void A_key_of_another_length_is_refused() =>
        Should.Throw<ArgumentException>(() => PacketCipher.AesGcm(new byte[24], CipherChoice.Own)).Message.ShouldContain("24");

    [Theory]
    [InlineData(CipherChoice.Own)]
    [InlineData(CipherChoice.Evp)]
    public void Sealing_and_opening_allocate_nothing(CipherChoice choice)
    {
        var random = new Random(12);
        using var cipher = PacketCipher.AesGcm(CipherCases.Bytes(random, 32), choice);
        CipherCases.SealAndOpen(cipher, 10);
        Allocations.Least(10, _ => CipherCases.SealAndOpen(cipher, 1_000)).ShouldBe(0);
    }
}
